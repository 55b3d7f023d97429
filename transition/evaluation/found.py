"""Whether a register shows the passages people labelled as evidence, and the clauses of labelled sections."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from transition.evaluation.labels import Label, nfc, section_of
from transition.evaluation.measures import Case, Figure, average_precision, figure, share_among
from transition.model import GapRegister

_SHOWN = 3


def evidence_figures(labels: Sequence[Label], register: GapRegister) -> list[Figure]:
    """Return how often one of the first three places shown for a requirement is labelled, and the mean precision."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        wanted[label.requirement] |= _passages(label, register)
    cases = []
    for entry in register.entries:
        places = wanted.get(entry.requirement.id)
        if places:
            said = tuple(dict.fromkeys(f"{e.document} {e.passage}" for e in entry.assessment.evidence))
            cases.append(Case(entry.requirement.clause, frozenset(places), said))
    found = [figure(f"hit among {_SHOWN}", cases, share_among(_SHOWN))]
    return [*found, figure("mean average precision", cases, average_precision)]


def _passages(label: Label, register: GapRegister) -> set[str]:
    wanted = _plain(label.text)
    return {
        f"{d.id} {p.id}"
        for d in register.documents
        if _same_file(d.path, label.document)
        for p in d.passages
        if wanted in _plain(p.text)
    }


def _same_file(path: str, named: str) -> bool:
    path, named = nfc(path), nfc(named)
    return path == named or path.rpartition("/")[2] == named.rpartition("/")[2]


def section_figures(labels: Sequence[Label], register: GapRegister, edition: str) -> list[Figure]:
    """Return how often the clause of a labelled section of a document stands first, or among the first three."""
    best: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for document in register.documents:
        for p in document.passages:
            for heading in p.trail:
                for match in register.matches.get(p.id, ()):
                    best[nfc(document.path), _plain(heading)][section_of(match.clause)] += match.score
    cases = []
    for label in labels:
        wanted = frozenset(section_of(clause) for own, clause in label.clauses if own == edition)
        ranked = best.get((nfc(label.document), _plain(label.heading)))
        if wanted and ranked:
            cases.append(Case(label.document, wanted, tuple(sorted(ranked, key=lambda c: (-ranked[c], c))[:_SHOWN])))
    names: Mapping[str, int] = {"section first": 1, "section among three": _SHOWN}
    return [figure(name, cases, share_among(most)) for name, most in names.items()]


def _plain(text: str) -> str:
    """Return a heading or quote as labels and files both spell it, without its number."""
    words = " ".join(nfc(text).casefold().split()).strip(" .:…")
    return re.sub(r"^(?:[\divx]+[.)]?)+\s+", "", words)
