"""Figures and how sure they are: shares, F-measures, calibration, intervals by resampling whole groups."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

_DRAWS = 400
_SEED = 9001  # the same sheet gives the same interval
_BINS = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value (0 … 1) of ``n`` cases, and the 95 % interval from resampling groups (None: one group)."""

    name: str
    value: float
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured: figures by part ("mapping", "verdicts" …) and tables of counts."""

    figures: Mapping[str, Sequence[Figure]]
    tables: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    misses: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that was right or wrong: the group it comes from, what was wanted, what was said."""

    group: str
    wanted: frozenset[str]
    said: tuple[str, ...]


Measure = Callable[[Sequence[Case]], float]


def figure(name: str, cases: Sequence[Case], measure: Measure) -> Figure:
    """Return ``measure`` of the cases with a bootstrap interval over their groups.

    Resampling whole groups, rather than cases, keeps the interval honest: sentences of one organisation share their
    wording.
    """
    value = measure(cases) if cases else 0.0
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[case.group].append(case)
    if len(groups) < 2:  # noqa: PLR2004 - one group says nothing about others
        return Figure(name, value, len(cases))
    members = list(groups.values())
    random = np.random.default_rng(_SEED)
    drawn = []
    for _ in range(_DRAWS):
        chosen = random.integers(0, len(members), len(members))
        drawn.append(measure([case for i in chosen for case in members[i]]))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Figure(name, value, len(cases), float(low), float(high))


def share_among(most: int) -> Measure:
    """Return the measure "the share of cases of which one of the first ``most`` answers is wanted"."""

    def share(cases: Sequence[Case]) -> float:
        return sum(bool(case.wanted & set(case.said[:most])) for case in cases) / max(len(cases), 1)

    return share


def macro_f1(cases: Sequence[Case]) -> float:
    """Return the mean F1 over all labels that are wanted anywhere, of first answers."""
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for case in cases:
        first = case.said[0] if case.said else ""
        # A case with several right answers counts for the one that was given, else for the first of them.
        label = first if first in case.wanted else min(case.wanted)
        wanted[label] += 1
        said[first] += 1
        right[label] += first == label
    scores = [2 * right[label] / (said[label] + count) for label, count in wanted.items()]
    return sum(scores) / max(len(scores), 1)


def average_precision(cases: Sequence[Case]) -> float:
    """Return the mean average precision of the answers, in their order."""
    total = 0.0
    for case in cases:
        hits = 0
        gained = 0.0
        for place, answer in enumerate(case.said, 1):
            if answer in case.wanted:
                hits += 1
                gained += hits / place
        total += gained / max(min(len(case.wanted), len(case.said)), 1)
    return total / max(len(cases), 1)


POSITIVE = "yes"


def precision(cases: Sequence[Case]) -> float:
    """Return which share of the cases called positive are wanted to be."""
    called = [case for case in cases if case.said[:1] == (POSITIVE,)]
    return sum(POSITIVE in case.wanted for case in called) / max(len(called), 1)


def recall(cases: Sequence[Case]) -> float:
    """Return which share of the cases that are surely positive was called so."""
    true = [case for case in cases if case.wanted == {POSITIVE}]
    return sum(case.said[:1] == (POSITIVE,) for case in true) / max(len(true), 1)


def f_measure(beta: float) -> Measure:
    """Return F-beta of precision and recall: with 2, a missed gap weighs four times a false alarm."""

    def measure(cases: Sequence[Case]) -> float:
        p, r = precision(cases), recall(cases)
        return (1 + beta**2) * p * r / max(beta**2 * p + r, 1e-9)

    return measure


def calibration_error(chances: Sequence[float], right: Sequence[bool]) -> float:
    """Return the expected calibration error: |share right - mean confidence| over ten bins, weighed by size."""
    if not chances:
        return 0.0
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, good in zip(chances, right, strict=True):
        bins[min(int(chance * _BINS), _BINS - 1)].append((chance, good))
    gaps = (
        len(members) * abs(sum(good for _, good in members) - sum(c for c, _ in members)) / len(members)
        for members in bins.values()
    )
    return sum(gaps) / len(chances)


def reliability(chances: Iterable[float], right: Iterable[bool]) -> Mapping[str, Mapping[str, int]]:
    """Return, for each tenth of confidence that occurs, how many verdicts there were and how many were right."""
    table: dict[str, dict[str, int]] = {}
    for chance, good in sorted(zip(chances, right, strict=True)):
        low = min(int(chance * _BINS), _BINS - 1)
        row = table.setdefault(f"{low / _BINS:.1f}-{(low + 1) / _BINS:.1f}", {"n": 0, "right": 0})
        row["n"] += 1
        row["right"] += good
    return table
