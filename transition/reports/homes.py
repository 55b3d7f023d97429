"""Where in the documents a thing that is missing belongs: its natural home, a document and a place in it.

The document is the one whose passages are about the matter already; all reports send people to the same one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from heapq import nlargest

from transition.model import Document, GapEntry, GapRegister, Passage
from transition.reports.once import once

COUNTED = ("supports", "partly")
FILLED_IN = frozenset({"form", "record", "declaration", "decision"})
"""Types of documents that hold what was done once, and no rules for the next time."""
OWN, SIBLING, MAPPED, NEAR = 3.0, 1.0, 0.6, 0.25
"""What a passage counts for a document: it is evidence for the requirement itself, for another of its clause, serves
the older clause it comes from, or is evidence for a neighbouring clause."""
BEST = 3
"""How many passages of one sort count; a long document is not a better home for being long."""
LEAST = 0.45
"""Weaker fits say too little to send an author there."""
NEIGHBOURS = 2
"""Clauses are neighbours that have so many of their numbers in common."""
_HOMELY = frozenset({"heading", "body", "list-item", "table-cell"})
_HEADING = 0.15
"""A heading is the better home: what belongs to its section is said below it."""

Scores = dict[str, float]
"""Document id → how well it fits."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """A passage, and how much it is about a matter."""

    passage: Passage
    weight: float


class _Matter:
    """The passages about one matter, by document id."""

    def __init__(self) -> None:
        self.fits: dict[str, list[_Fit]] = defaultdict(list)

    @cached_property
    def shares(self) -> Scores:
        """Document id → the mean weight of its best passages."""
        weights = {id: nlargest(BEST, (fit.weight for fit in fits)) for id, fits in self.fits.items()}
        return {id: sum(best) / BEST for id, best in weights.items()}


_NOTHING = _Matter()


@once
def homes(register: GapRegister) -> Mapping[str, Passage]:
    """Return, by requirement id, the passage at which the missing elements of an open requirement belong.

    A requirement nothing fits has no home.
    """
    finder = finder_of(register)
    wanted = (e for e in register.entries if e.verdict in ("gap", "partial") and e.assessment.missing)
    found = ((e.requirement.id, finder.place(e)) for e in wanted)
    return {id: place for id, place in found if place is not None}


def speaking(register: GapRegister) -> Iterable[Document]:
    """Return the documents that count: read, and not an old copy of another."""
    return (d for d in register.documents if d.passages and not d.superseded_by)


class Homes:
    """Finds the document, and the place in it, that open requirements fit into best, in one register."""

    def __init__(self, register: GapRegister) -> None:
        """Look over evidence and matches once."""
        self._documents = {d.id: d for d in speaking(register) if d.type not in FILLED_IN}
        self._order = {d.id: n for n, d in enumerate(register.documents)}
        self._passages = register.passages
        self._evidence = {e.requirement.id: self._cited([e]) for e in register.entries}
        self._clauses = self._by_clause(register, depth=0)
        self._neighbours = self._by_clause(register, depth=NEIGHBOURS)
        self._mapped = self._served(register)

    def document(self, entry: GapEntry) -> str:
        """Return the id of the document an entry's missing words belong into, or "" where none fits."""
        found: Scores = defaultdict(float)
        for matter, weight in self._signs(entry):
            for id, share in matter.shares.items():
                found[id] += weight * share
        best_one = max(found, key=lambda name: (round(found[name], 3), -self._order[name]), default="")
        return best_one if best_one and found[best_one] >= LEAST else ""

    def place(self, entry: GapEntry) -> Passage | None:
        """Return the passage of that document at which they belong: the one that is most about the matter."""
        id = self.document(entry)
        for matter, _ in self._signs(entry):
            fits = matter.fits.get(id, [])
            here = [fit for fit in fits if _is_homely(fit.passage)] or fits
            if here:
                return max(here, key=lambda fit: fit.weight + _HEADING * (fit.passage.kind == "heading")).passage
        return None

    def _signs(self, entry: GapEntry) -> Iterator[tuple[_Matter, float]]:
        """Yield what speaks for a home, the surest first, and what it counts."""
        clause, counterparts = entry.requirement.clause, entry.requirement.counterparts
        yield self._evidence[entry.requirement.id], OWN
        for counterpart in counterparts:
            yield self._mapped.get(counterpart, _NOTHING), MAPPED / len(counterparts)
        yield self._clauses.get(clause, _NOTHING), SIBLING
        yield self._neighbours.get(_shortened(clause, NEIGHBOURS), _NOTHING), NEAR

    def _cited(self, entries: Iterable[GapEntry]) -> _Matter:
        """Return the passages that are evidence for ``entries``."""
        found = _Matter()
        for item in (item for entry in entries for item in entry.assessment.evidence):
            if item.relation in COUNTED and item.document in self._documents and item.passage in self._passages:
                weight = item.score if item.relation == "supports" else item.score / 2
                found.fits[item.document].append(_Fit(self._passages[item.passage], weight))
        return found

    def _by_clause(self, register: GapRegister, depth: int) -> Mapping[str, _Matter]:
        groups: dict[str, list[GapEntry]] = defaultdict(list)
        for entry in register.entries:
            groups[_shortened(entry.requirement.clause, depth)].append(entry)
        return {clause: self._cited(entries) for clause, entries in groups.items()}

    def _served(self, register: GapRegister) -> Mapping[str, _Matter]:
        """Return for each clause of the older edition the passages that serve it or one below it."""
        found: dict[str, _Matter] = defaultdict(_Matter)
        for id, document in self._documents.items():
            for passage in document.passages:
                for match in register.matches.get(passage.id, ()):
                    fit = _Fit(passage, match.score)
                    for clause in _upwards(match.clause):
                        found[clause].fits[id].append(fit)
        return found


finder_of = once(Homes)
"""Return the finder of a register."""


def _is_homely(passage: Passage) -> bool:
    """Return whether something can be written at a passage: it stands in the running text."""
    return passage.kind in _HOMELY and passage.location.part == "body"


def _shortened(clause: str, depth: int) -> str:
    return ".".join(clause.split(".")[:depth]) if depth else clause


@cache
def _upwards(clause: str) -> tuple[str, ...]:
    parts = clause.split(".")
    return tuple(".".join(parts[:n]) for n in range(1, len(parts) + 1))
