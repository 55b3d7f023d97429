"""Many examined documents put together as they come, keeping no more than verdicts can look at.

Verdicts show a few places of each requirement, the best ones. So what is kept does not grow with the number of
documents, and ``judge`` says the same of what was gathered as of all documents side by side (a test holds it to that).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from transition.assessment.applicability import Applicability, Exclusion
from transition.assessment.examine import Examined
from transition.assessment.findings import Finding, Near, by_requirement
from transition.assessment.general import Place
from transition.assessment.likeness import Closest
from transition.assessment.pointers import Pointer
from transition.model import MOST_COUNTED, WordingFinding

_PLACES = 12  # distinct places that state a requirement: more than any report shows of it
_NAMED = 6  # places that only name it
_AT_ONCE = 5_000  # findings that come in before the best are picked again


class Gathered:
    """Takes documents one by one, in the order of the register, and gives them back as one."""

    def __init__(self) -> None:
        """Start with no document."""
        self.wording: list[WordingFinding] = []
        self._findings: list[Finding] = []
        self._retired: list[Finding] = []
        self._limits = [_AT_ONCE, _AT_ONCE]
        self._closest: dict[int, Closest] = {}
        self._near: dict[int, Near] = {}
        self._best_fit: list[float] = []
        self._treated: set[str] = set()
        self._exclusions: dict[str, Exclusion] = {}
        self._shown: Counter[str] = Counter()
        self._general: set[Place] = set()
        self._pointers: dict[int, Pointer] = {}

    def add(self, examined: Examined) -> None:
        """Take in one document; of two places that are equally good the earlier document's counts."""
        self.wording += examined.wording
        self._general |= examined.general
        self._findings = self._together(0, self._findings, examined.findings)
        self._retired = self._together(1, self._retired, examined.retired)
        for position, closest in examined.closest.items():
            if position not in self._closest or closest.likeness > self._closest[position].likeness:
                self._closest[position] = closest
        for position, near in examined.near.items():
            if position not in self._near or near.score > self._near[position].score:
                self._near[position] = near
        for position, pointer in examined.pointers.items():
            if position not in self._pointers or pointer.fit > self._pointers[position].fit:
                self._pointers[position] = pointer
        fits = examined.best_fit
        self._best_fit = list(map(max, self._best_fit, fits)) if self._best_fit else list(fits)
        self._treated |= examined.treated
        self._shown.update(examined.applicability.shown)
        for exclusion in examined.applicability.exclusions:
            self._exclusions.setdefault(exclusion.condition, exclusion)

    def all(self) -> tuple[Examined, ...]:
        """Return what was taken in as the one document it amounts to; nothing if nothing was."""
        if not self._best_fit:
            return ()
        findings = _best(self._findings)
        return (
            Examined(
                document="",
                findings=tuple(findings),
                retired=tuple(_best(self._retired)),
                closest=self._closest,
                near=self._near,
                best_fit=tuple(self._best_fit),
                treated=frozenset(self._treated),
                applicability=Applicability(tuple(self._exclusions.values()), dict(self._shown)),
                wording=tuple(self.wording),
                general=frozenset(self._general & _places(findings)),
                pointers=self._pointers,
            ),
        )

    def _together(self, which: int, kept: list[Finding], more: Sequence[Finding]) -> list[Finding]:
        kept += more
        if len(kept) > self._limits[which]:
            kept = _best(kept)
            if which == 0:
                self._general &= _places(kept)
            self._limits[which] = len(kept) + _AT_ONCE
        return kept


def gather(documents: Iterable[Examined]) -> Gathered:
    """Return all ``documents`` put together."""
    gathered = Gathered()
    for examined in documents:
        gathered.add(examined)
    return gathered


def _best(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that verdicts can look at, each requirement's best first."""
    return [f for members in by_requirement(findings).values() for f in kept_of(members)]


def _places(findings: Iterable[Finding]) -> set[Place]:
    return {(f.evidence.passage, f.evidence.quote) for f in findings if f.counts}


def kept_of(findings: Sequence[Finding]) -> Iterable[Finding]:
    """Yield, of one requirement's sorted findings, the best places of each element and the best places of all."""
    wanted = max(_PLACES, len({f.element for f in findings}))
    elements: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    places: set[tuple[str, str]] = set()
    named: set[str] = set()
    for f in findings:
        if not f.counts:
            if len(named) < _NAMED:
                named.add(f.evidence.passage)
                yield f
        elif len(places) < wanted or elements[f.element] < MOST_COUNTED:
            if (f.evidence.passage, f.element) not in seen:  # a passage shows an element once, by its best sentence
                places.add((f.evidence.passage, f.evidence.quote))
                elements[f.element] += 1
            seen.add((f.evidence.passage, f.element))
            yield f
