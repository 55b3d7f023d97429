"""In which document what is missing would best be written: the one whose passages are about the matter already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from transition.model import Document, GapEntry, GapRegister

FILLED_IN = frozenset({"form", "record", "declaration", "decision"})
"""Types of documents that hold what was done once, and no rules for the next time."""
OWN, SIBLING, MAPPED, NEAR = 3.0, 1.0, 0.6, 0.25
"""What a passage counts for a document: it is evidence for the requirement itself, for another of its clause, serves
the older clause it comes from, or is evidence for a neighbouring clause."""
BEST = 3
"""How many passages of one sort count; a long document is not a better home for being long."""
LEAST = 0.45

Scores = dict[str, float]
"""Document id → how well it fits."""


class Fitting:
    """Finds the document that open requirements fit into best, in one register."""

    def __init__(self, register: GapRegister) -> None:
        """Look over evidence and matches once."""
        self._documents = {d.id: d for d in register.documents if _may_be_home(d)}
        self._order = {d.id: n for n, d in enumerate(register.documents)}
        self._evidence = {e.requirement.id: self._given([e]) for e in register.entries}
        self._clauses = self._by_clause(register, depth=0)
        self._neighbours = self._by_clause(register, depth=2)
        self._mapped = self._served(register)

    def best(self, entry: GapEntry) -> str:
        """Return the id of the document an entry's missing words belong into, or "" where none fits."""
        clause = entry.requirement.clause
        found: Scores = defaultdict(float)
        _add(found, self._evidence[entry.requirement.id], OWN)
        _add(found, self._clauses.get(clause, {}), SIBLING)
        _add(found, self._neighbours.get(_shortened(clause, 2), {}), NEAR)
        for counterpart in entry.requirement.counterparts:
            _add(found, self._mapped.get(counterpart, {}), MAPPED / len(entry.requirement.counterparts))
        best = max(found, key=lambda name: (round(found[name], 3), -self._order[name]), default="")
        return best if best and found[best] >= LEAST else ""

    def _given(self, entries: Iterable[GapEntry]) -> Scores:
        """Return what each document's best passages give as evidence for ``entries``."""
        scores: dict[str, list[float]] = defaultdict(list)
        for entry in entries:
            for item in entry.assessment.evidence:
                if item.relation in ("supports", "partly") and item.document in self._documents:
                    scores[item.document].append(item.score if item.relation == "supports" else item.score / 2)
        return _best(scores)

    def _by_clause(self, register: GapRegister, depth: int) -> dict[str, Scores]:
        groups: dict[str, list[GapEntry]] = defaultdict(list)
        for entry in register.entries:
            groups[_shortened(entry.requirement.clause, depth)].append(entry)
        return {clause: self._given(entries) for clause, entries in groups.items()}

    def _served(self, register: GapRegister) -> dict[str, Scores]:
        """Return for each clause of the older edition what each document's passages serve it and those below it."""
        scores: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for id, document in self._documents.items():
            for passage in document.passages:
                for match in register.matches.get(passage.id, ()):
                    for clause in _upwards(match.clause):
                        scores[clause][id].append(match.score)
        return {clause: _best(found) for clause, found in scores.items()}


def _may_be_home(document: Document) -> bool:
    return not document.superseded_by and document.type not in FILLED_IN


def _best(scores: dict[str, list[float]]) -> Scores:
    return {id: sum(sorted(found, reverse=True)[:BEST]) / BEST for id, found in scores.items()}


def _add(to: Scores, scores: Scores, weight: float) -> None:
    for id, score in scores.items():
        to[id] += weight * score


def _shortened(clause: str, depth: int) -> str:
    return ".".join(clause.split(".")[:depth]) if depth else clause


def _upwards(clause: str) -> Iterable[str]:
    parts = clause.split(".")
    return (".".join(parts[:n]) for n in range(1, len(parts) + 1))
