"""Verdicts of a register against labels: what lacks, confusion, calibration, and plain baselines beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from transition.evaluation.baselines import keyword_says, likeness_says
from transition.evaluation.labels import Label
from transition.evaluation.measures import (
    POSITIVE,
    Case,
    Figure,
    calibration_error,
    f_measure,
    figure,
    precision,
    recall,
    reliability,
    share_among,
)
from transition.model import VERDICTS, GapEntry, GapRegister

LACKING = frozenset({"gap", "partial"})
_REVIEW = "review"
Tables = dict[str, Mapping[str, Mapping[str, int]]]


def verdict_figures(labels: Sequence[Label], register: GapRegister) -> tuple[list[Figure], Tables]:
    """Return figures and tables on the requirements that are labelled.

    Cases are grouped by clause for the intervals: one document set is one organisation, and says nothing of others.
    """
    entries = {e.requirement.id: e for e in register.entries}
    labelled = {label.requirement: label for label in labels if label.requirement in entries}
    agree = [_agreement(entries[id], label) for id, label in labelled.items()]
    sure = [_agreement(entries[id], label) for id, label in labelled.items() if label.sure]
    decided = [_agreement(entries[id], label) for id, label in labelled.items() if entries[id].verdict != _REVIEW]
    brand_new = [_agreement(entries[id], x) for id, x in labelled.items() if entries[id].requirement.change == "new"]
    said = {id: entries[id].verdict for id in labelled}
    figures = [
        figure("agreement", agree, share_among(1)),
        figure("agreement where the label is sure", sure, share_among(1)),
        figure("agreement outside review", decided, share_among(1)),
        figure("agreement on new requirements", brand_new, share_among(1)),
        Figure("share of review", sum(v == _REVIEW for v in said.values()) / max(len(said), 1), len(said)),
        *_lacking("what lacks", labelled, said, entries),
    ]
    for title, answers in _baselines(labelled, register):
        figures += _lacking(f"baseline {title}: what lacks", labelled, answers, entries)[:4]
    said_so = [id for id in labelled if entries[id].verdict != _REVIEW]  # who abstains claims nothing
    right = [entries[id].verdict in labelled[id].verdicts for id in said_so]
    chances = [entries[id].assessment.confidence for id in said_so]
    figures.append(Figure("calibration error", calibration_error(chances, right), len(right)))
    return figures, {"confusion": _confusion(labelled, said), "reliability": reliability(chances, right)}


def _agreement(entry: GapEntry, label: Label) -> Case:
    return Case(entry.requirement.clause, frozenset(label.verdicts), (entry.verdict,))


def _lacking(
    name: str, labelled: Mapping[str, Label], said: Mapping[str, str], entries: Mapping[str, GapEntry]
) -> list[Figure]:
    """Return precision, recall and F-measures of calling what lacks (gap or partial).

    Where a label allows both, either answer is right. What is not applicable, and what a person is asked to review, is
    left out; the share of review is a figure of its own.
    """
    cases = []
    for id, label in labelled.items():
        if label.verdicts[0] == "not-applicable" or said[id] == _REVIEW:
            continue
        wanted = frozenset(POSITIVE if v in LACKING else "no" for v in label.verdicts)
        cases.append(Case(entries[id].requirement.clause, wanted, (POSITIVE if said[id] in LACKING else "no",)))
    measures: tuple[tuple[str, Callable[[Sequence[Case]], float]], ...] = (
        ("precision", precision),
        ("recall", recall),
        ("F1", f_measure(1)),
        ("F2", f_measure(2)),
    )
    return [figure(f"{name}, {title}", cases, measure) for title, measure in measures]


def _baselines(labelled: Mapping[str, Label], register: GapRegister) -> list[tuple[str, Mapping[str, str]]]:
    share = sum(label.verdicts[0] in LACKING for label in labelled.values()) / max(len(labelled), 1)
    return [
        ("keywords", keyword_says(register, labelled)),
        ("TF-IDF, told the true share", likeness_says(register, labelled, share, 0)),
        ("BM25, told the true share", likeness_says(register, labelled, share, 1)),
    ]


def _confusion(labelled: Mapping[str, Label], said: Mapping[str, str]) -> Mapping[str, Mapping[str, int]]:
    counts = Counter((label.verdicts[0], said[id]) for id, label in labelled.items())
    return {label: {verdict: counts[label, verdict] for verdict in VERDICTS} for label in VERDICTS}
