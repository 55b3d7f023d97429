"""One document examined: all that the verdicts need of it, and nothing of its text but quotes.

Documents are examined one by one, in any order and in any process; ``judge`` then looks at all of them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from transition.assessment.applicability import Applicability, ApplicabilityReader
from transition.assessment.findings import CONTENT, CueReader, Finding, Near, best_first
from transition.assessment.fit import Fit, Vector
from transition.assessment.general import GeneralReader, Place
from transition.assessment.guards import GuardBook
from transition.assessment.likeness import Closest, LikenessReader
from transition.assessment.pointers import Pointer, PointerReader
from transition.assessment.wording import WordingReader
from transition.model import ClausePack, Document, Match, Requirement, WordingFinding
from transition.text.reading import Read

Matches = Mapping[str, tuple[Match, ...]]
TREATED = 0.5
"""A passage treats a clause when it serves it at least this surely."""
_KEPT = 6  # findings of one element kept per document that count, and as many that do not


@dataclass(frozen=True, slots=True)
class Examined:
    """What one document states: see the readers that find each part."""

    document: str
    findings: tuple[Finding, ...]
    retired: tuple[Finding, ...]
    closest: Mapping[int, Closest]
    near: Mapping[int, Near]
    best_fit: tuple[float, ...]
    treated: frozenset[str]
    applicability: Applicability
    wording: tuple[WordingFinding, ...]
    general: frozenset[Place] = frozenset()
    pointers: Mapping[int, Pointer] = field(default_factory=dict)


class Examiner:
    """Examines documents against the target edition of one pack."""

    def __init__(self, pack: ClausePack) -> None:
        """Prepare cues, clause map and wording of ``pack``."""
        requirements = pack.of(pack.to_edition)
        dropped = dropped_duties(pack)
        self._fit = Fit(pack, requirements)
        guards = GuardBook(pack)
        self._cues = CueReader(pack, requirements, guards)
        self._dropped = CueReader(pack, dropped, guards)
        self._anywhere = np.ones(len(dropped), dtype=np.float32)
        self._likeness = LikenessReader(requirements)
        self._applicability = ApplicabilityReader(pack)
        self._wording = WordingReader(pack)
        self._general = GeneralReader(pack)
        self._pointers = PointerReader(guards)

    def examine(self, document: Document, read: Read, old: Matches, new: Matches) -> Examined:
        """Return what ``document`` states; ``old`` and ``new`` are its passages' matches to both editions."""
        content = [p for p in document.passages if p.kind in CONTENT and read.get(p.id)]
        fits = {p.id: self._fit.of(old.get(p.id, ()), new.get(p.id, ())) for p in content}
        findings = tuple(_best(self._cues.find(document, read, fits)))
        anywhere: Mapping[str, Vector] = dict.fromkeys(fits, self._anywhere)
        return Examined(
            document.id,
            findings,
            tuple(_best(self._dropped.find(document, read, anywhere))),
            self._likeness.find(document, read, fits),
            self._cues.nearest(document, read, fits),
            self._best_fit(fits.values()),
            frozenset(m.clause for p in content for m in new.get(p.id, ()) if m.score >= TREATED),
            self._applicability.find(document, read),
            tuple(self._wording.find(document, read)),
            self._general.find(document, read, findings),
            self._pointers.find(document, read, fits),
        )

    def _best_fit(self, fits: Iterable[Vector]) -> tuple[float, ...]:
        best = np.zeros(len(self._fit.requirements), dtype=np.float32)
        for fit in fits:
            np.maximum(best, fit, out=best)
        return tuple(best.tolist())


def dropped_duties(pack: ClausePack) -> tuple[Requirement, ...]:
    """Return the requirements of the old edition that the new one dropped and that cues can find."""
    return tuple(r for r in pack.of(pack.from_edition) if r.change == "removed" and r.elements)


def _best(findings: Iterable[Finding]) -> Sequence[Finding]:
    """Return the best findings of each element, so that a document that repeats itself stays small."""
    kept = []
    taken: Counter[tuple[str, str, bool]] = Counter()
    for finding in sorted(findings, key=best_first):
        key = (finding.requirement, finding.element, finding.counts)
        taken[key] += 1
        if taken[key] <= _KEPT:
            kept.append(finding)
    return kept
