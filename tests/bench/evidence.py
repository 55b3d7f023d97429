"""Fits and measures how a place where a cue was found is weighed: ``python -m tests.bench.evidence``.

Each conforming sample names every sentence that states an element, so each finding is true or false. Weights are fitted
to one sample and measured on the other; those in ``transition/assessment/weighing.py`` are fitted to the sample of their
language.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.bench.ablation import CONFORMING, Bench, nfc
from transition.assessment import findings
from transition.assessment.weighing import Signs, Weights
from transition.clauses import load_pack

_RIDGE = 20.0
_ROUNDS = 30
LEAST = (0.05, 0.1, 0.15, 0.2, 0.3, 0.5)
Key = tuple[str, str]
Matrix = NDArray[np.float64]


@dataclass
class Places:
    """All findings of one sample: their elements, signs, and whether the sentence states the element."""

    keys: list[Key]
    signs: Matrix
    true: Matrix
    elements: int


def places(name: str) -> Places:
    """Return the findings of one sample, before any is thrown away."""
    bench = Bench(name, load_pack())
    stated = {key: [(path, " ".join(text.split())) for path, text in found] for key, found in bench.truth.items()}
    keys: list[Key] = []
    signs: list[Signs] = []
    true: list[bool] = []
    seen: list[Signs] = []
    weigh = Weights.chance

    def watched(self: Weights, found: Signs) -> float:
        seen.append(found)
        return weigh(self, found)

    Weights.chance = watched  # type: ignore[method-assign]
    try:
        for document in bench.documents:
            for finding, texts in findings_of(bench, document):
                if finding.guard:
                    continue
                key = (finding.requirement, finding.element)
                quote = " ".join(nfc(finding.evidence.quote).rstrip("…").split())
                keys.append(key)
                taken = seen[-1]
                signs.append(taken._replace(rivals=math.log(taken.rivals), words=math.log(1 + taken.words)))
                true.append(
                    any(path == nfc(document.path) and states(quote, text, texts) for path, text in stated.get(key, ()))
                )
    finally:
        Weights.chance = weigh  # type: ignore[method-assign]
    return Places(keys, np.array(signs, float), np.array(true, float), len(bench.truth))


def findings_of(bench: Bench, document):
    """Yield every finding in a document with the text of its passage."""
    from transition.text.reading import read_passages

    read = read_passages(document.passages)
    line, examiner = bench.line, bench.line._examiner
    old, new = line._old.map_document(document, read), line._new.map_document(document, read)
    content = [p for p in document.passages if p.kind in findings.CONTENT and read.get(p.id)]
    fits = {p.id: examiner._fit.of(old.get(p.id, ()), new.get(p.id, ())) for p in content}
    texts = {p.id: " ".join(nfc(p.text).split()) for p in content}
    for finding in examiner._cues.find(document, read, fits):
        yield finding, texts[finding.evidence.passage]


def states(quote: str, text: str, passage: str) -> bool:
    """Return whether a quoted sentence is (part of) a text that states an element, in this passage."""
    return text in passage and (quote in text or text in quote)


def fit(signs: Matrix, true: Matrix) -> tuple[float, Matrix]:
    """Return constant and weights of a logistic regression with a little ridge, by Newton's method."""
    mean, spread = signs.mean(0), signs.std(0) + 1e-9
    scaled = np.c_[np.ones(len(signs)), (signs - mean) / spread]
    weights = np.zeros(scaled.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (chance - true) + _RIDGE * np.r_[0, weights[1:]]
        bend = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + _RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    plain = weights[1:] / spread
    return float(weights[0] - (plain * mean).sum()), plain


def area(true: Matrix, scores: Matrix) -> float:
    """Return how often a true finding is ranked above a false one."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    positive = true.sum()
    return float((ranks[true == 1].sum() - positive * (positive + 1) / 2) / (positive * (len(true) - positive)))


def main() -> None:
    """Print, for each sample, the weights fitted to it and what those of the other one do on it."""
    samples = {name: places(name) for name in CONFORMING}
    for name, own in samples.items():
        constant, weights = fit(own.signs, own.true)
        told = ", ".join(f"{sign} {value:.2f}" for sign, value in zip(Signs._fields, weights, strict=True))
        print(f"{name}: {len(own.keys)} findings, {own.true.mean():.2f} true; fitted: constant {constant:.2f}, {told}")
        others = [p for other, p in samples.items() if other != name]
        constant, weights = fit(np.vstack([p.signs for p in others]), np.concatenate([p.true for p in others]))
        scores = constant + own.signs @ weights
        print(
            f"  ranked by weights fitted elsewhere: AUC {area(own.true, scores):.3f} (fit alone {area(own.true, own.signs[:, 0]):.3f})"
        )
        table(own)


def table(own: Places) -> None:
    """Print how many elements are found truly and falsely from which chance on, with weights of the own sample."""
    constant, weights = fit(own.signs, own.true)
    chances = 1 / (1 + np.exp(-(constant + own.signs @ weights)))
    for least in LEAST:
        found: dict[bool, set[Key]] = defaultdict(set)
        for key, true, chance in zip(own.keys, own.true, chances, strict=True):
            if chance >= least:
                found[bool(true)].add(key)
        share = own.true[chances >= least].mean()
        print(
            f"  from {least:.2f} on: {len(found[True])} of {own.elements} elements found truly, "
            f"{len(found[False])} with false evidence; {share:.2f} of places true"
        )


if __name__ == "__main__":
    main()
