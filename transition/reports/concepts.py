"""How far the newer edition's ideas are carried: identified, assessed, acted on, checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from transition.messages import LANGUAGES, catalogue, say
from transition.model import GapEntry
from transition.reports.overview import Tally, tally

PHASES: tuple[str, ...] = ("identify", "assess", "act", "check")
"""The phases an idea is carried through, in their order."""

State = Literal["whole", "part", "none", "review", "apart", "unasked"]
"""All of a phase is met; some; nothing; nothing and a person must look; it does not apply; nothing is asked."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thread with its requirements by phase; ``rest`` are those without a phase."""

    thread: str
    phases: Mapping[str, tuple[GapEntry, ...]]
    rest: tuple[GapEntry, ...] = ()

    @property
    def entries(self) -> tuple[GapEntry, ...]:
        """All its requirements, phase by phase."""
        return (*(e for phase in PHASES for e in self.phases.get(phase, ())), *self.rest)


def concepts(entries: Iterable[GapEntry]) -> tuple[Concept, ...]:
    """Return the threads that ``entries`` name, in the order in which they first come up."""
    found: dict[str, dict[str, list[GapEntry]]] = {}
    for entry in entries:
        if entry.requirement.thread:
            phases = found.setdefault(entry.requirement.thread, {})
            phases.setdefault(entry.requirement.phase, []).append(entry)
    return tuple(
        Concept(thread, {p: tuple(phases[p]) for p in PHASES if p in phases}, tuple(phases.get("", ())))
        for thread, phases in found.items()
    )


def state(entries: Sequence[GapEntry]) -> State:
    """Return how far one phase is carried."""
    return state_of(tally(entries))


def state_of(counted: Tally) -> State:
    """Return how far the counted requirements are carried."""
    asked = counted.total - counted.counts["not-applicable"]
    if not counted.total:
        return "unasked"
    if not asked:
        return "apart"
    if counted.counts["met"] == asked:
        return "whole"
    if counted.counts["met"] or counted.counts["partial"]:
        return "part"
    return "review" if counted.counts["review"] else "none"


def first_break(concept: Concept) -> str:
    """Return the first phase that is not wholly carried, or "" where all are."""
    broken = (p for p in PHASES if state(concept.phases.get(p, ())) not in ("whole", "apart", "unasked"))
    return next(broken, "")


def thread_label(thread: str, language: str) -> str:
    """Return what people call a thread; one nobody wrote a word for is shown as it is."""
    found = catalogue("concepts", language if language in LANGUAGES else "en").get(f"threads.{thread}")
    return found or thread.replace("-", " ").capitalize()


def phase_label(phase: str, language: str) -> str:
    """Return what people call a phase."""
    return say(f"concepts.phases.{phase}", language)
