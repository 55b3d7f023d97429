"""Duties of the old edition that the new one dropped and the documents still carry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from transition.assessment.findings import CueReader, by_requirement
from transition.model import ClausePack, Document, RetiredFinding
from transition.text.reading import Read

_SHOWN = 5


def find_retired(pack: ClausePack, documents: Sequence[Document], read: Read) -> tuple[RetiredFinding, ...]:
    """Return, for each dropped duty, where the current documents still state it."""
    dropped = [r for r in pack.of(pack.from_edition) if r.change == "removed" and r.elements]
    cues = CueReader(pack, dropped)
    anywhere = np.ones(len(dropped), dtype=np.float32)
    findings = by_requirement(
        f
        for d in documents
        if not d.superseded_by
        for f in cues.find(d, read, dict.fromkeys((p.id for p in d.passages), anywhere))
    )
    return tuple(
        RetiredFinding(r.id, shown)
        for r in dropped
        if (shown := tuple(f.evidence for f in findings.get(r.id, []) if f.counts)[:_SHOWN])
    )
