"""What a verdict rests on: how many places hold each element, why others do not count, and which come close."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from transition.assessment.findings import NEAR, Finding
from transition.assessment.general import Place
from transition.assessment.likeness import Closest
from transition.assessment.pointers import Pointer
from transition.model import MOST_COUNTED, Evidence, Footing, Requirement, VerdictName

GENERAL, PART, WORDING, CHANCE, CLAUSE = "general", "part", "wording", "chance", "clause"
_ALIKE = 0.25  # likeness to the requirement's wording from which a passage is worth a look
_NEARLY_SHOWN = 2


def hindered(findings: Iterable[Finding], general: frozenset[Place]) -> list[Finding]:
    """Return findings with what keeps each from counting, or from counting in full, noted on its evidence."""
    return [
        replace(f, evidence=replace(f.evidence, hindrance=hindrance)) if (hindrance := _hindrance(f, general)) else f
        for f in findings
    ]


def _hindrance(finding: Finding, general: frozenset[Place]) -> str:
    if finding.counts:
        return GENERAL if (finding.evidence.passage, finding.evidence.quote) in general else ""
    return finding.guard or (CLAUSE if finding.fit < NEAR else CHANCE)


def only_general(findings: Sequence[Finding]) -> bool:
    """Return whether something is stated, and all that states it only repeats what is asked."""
    stated = [f for f in findings if f.counts]
    return bool(stated) and all(f.evidence.hindrance == GENERAL for f in stated)


def footing(requirement: Requirement, findings: Sequence[Finding], shown: Sequence[Evidence]) -> tuple[Footing, ...]:
    """Return what each element rests on, in the order of the requirement."""
    numbers = {(e.passage, e.quote): n for n, e in reversed(list(enumerate(shown))) if e.relation == "supports"}
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for f in findings:
        if f.counts:
            places[f.element].setdefault(f.evidence.passage, f.evidence.quote)
    return tuple(_footing(e.id, places[e.id], numbers) for e in requirement.elements)


def _footing(element: str, places: dict[str, str], numbers: dict[Place, int]) -> Footing:
    best = next((numbers[place] for place in places.items() if place in numbers), -1)
    return Footing(element, min(len(places), MOST_COUNTED), best)


def nearly(
    name: VerdictName, shown: Sequence[Evidence], near: Evidence | None, closest: Closest, pointer: Pointer | None
) -> tuple[Evidence, ...]:
    """Return the passages a person may look at beside those shown, where something is not stated."""
    if name not in ("gap", "partial"):
        return ()
    alike = closest.evidence if closest.likeness >= _ALIKE else None
    candidates = (
        replace(near, hindrance=PART) if near else None,
        replace(alike, hindrance=WORDING) if alike else None,
        pointer.evidence if pointer else None,
    )
    seen = {e.passage for e in shown}
    found = {e.passage: e for e in reversed(candidates) if e and e.passage not in seen}
    return tuple(sorted(found.values(), key=candidates.index)[:_NEARLY_SHOWN])
