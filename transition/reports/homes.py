"""Where in the documents a thing that is missing belongs: its natural home."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from transition.model import Document, GapEntry, GapRegister, Passage

COUNTED = ("supports", "partly")
_HOMELY = frozenset({"heading", "body", "list-item", "table-cell"})
_LEAST = 0.2
"""Weaker fits say too little to send an author there."""
_HEADING = 0.15
"""A heading is the better home: what belongs to its section is said below it."""


@dataclass(frozen=True, slots=True)
class _Fit:
    document: str
    passage: Passage
    weight: float


def homes(register: GapRegister) -> dict[str, Passage]:
    """Return, by requirement id, the passage at which the missing elements of an open requirement belong.

    It is the strongest evidence where part of the requirement is stated; else the place that serves the requirement's
    predecessors best, in the document that serves them most. A requirement nothing fits has no home.
    """
    fits = _fits(register)
    found: dict[str, Passage] = {}
    for entry in register.entries:
        if entry.verdict not in ("gap", "partial") or not entry.assessment.missing:
            continue
        home = _at_evidence(register, entry) or _at_predecessors(fits, entry)
        if home is not None:
            found[entry.requirement.id] = home
    return found


def speaking(register: GapRegister) -> Iterable[Document]:
    """Return the documents that count: read, and not an old copy of another."""
    return (d for d in register.documents if d.passages and not d.superseded_by)


def _at_evidence(register: GapRegister, entry: GapEntry) -> Passage | None:
    cited = [e for e in entry.assessment.evidence if e.relation in COUNTED and e.passage in register.passages]
    best = max(cited, key=lambda e: e.score, default=None)
    return register.passages[best.passage] if best else None


def _fits(register: GapRegister) -> Mapping[str, list[_Fit]]:
    """Return, by clause of the old edition, what serves it, in the order of the documents."""
    fits: dict[str, list[_Fit]] = defaultdict(list)
    for document in speaking(register):
        for passage in document.passages:
            if passage.kind not in _HOMELY or passage.location.part != "body":
                continue
            for match in register.matches.get(passage.id, ()):
                if match.score >= _LEAST:
                    fits[match.clause].append(_Fit(document.id, passage, match.score))
    return fits


def _at_predecessors(fits: Mapping[str, list[_Fit]], entry: GapEntry) -> Passage | None:
    wanted = [fit for clause in entry.requirement.counterparts for fit in _serving(fits, clause)]
    weights: dict[str, float] = defaultdict(float)
    for fit in wanted:
        weights[fit.document] += fit.weight
    if not weights:
        return None
    document = max(weights, key=lambda name: round(weights[name], 6))
    own = [fit for fit in wanted if fit.document == document]
    return max(own, key=lambda fit: fit.weight + _HEADING * (fit.passage.kind == "heading")).passage


def _serving(fits: Mapping[str, list[_Fit]], clause: str) -> list[_Fit]:
    """Return what serves a clause; where nothing does, what serves the clauses below it."""
    return fits.get(clause) or [f for other, found in fits.items() if other.startswith(f"{clause}.") for f in found]
