"""Conditions that the documents exclude in so many words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from transition.assessment.findings import CONTENT, cut
from transition.model import ClausePack, Document, Evidence, Passage
from transition.text.cues import CueHit, CueIndex
from transition.text.reading import Read
from transition.text.tokens import PLAIN, variant

_DONE_ALL_THE_SAME = 3
"""In so many places a condition must be shown before its exclusion is read as partial ("not for build-to-print")."""

Key = tuple[str, bool]
"""Condition id, and whether the cue excludes it (or shows it)."""


class ApplicabilityReader:
    """Finds explicit exclusions such as a scope statement makes them, and what speaks against them."""

    def __init__(self, pack: ClausePack) -> None:
        """Take the conditions of ``pack``."""
        self._pack = pack
        self._indexes: dict[str, CueIndex[Key]] = {}

    def _index(self, language: str) -> CueIndex[Key]:
        if language not in self._indexes:
            base = "vi" if language == PLAIN else language
            cues = [((c.id, True), cue) for c in self._pack.conditions for cue in c.excluded.get(base, ())]
            cues += [((c.id, False), cue) for c in self._pack.conditions for cue in c.shown.get(base, ())]
            self._indexes[language] = CueIndex(language, cues)
        return self._indexes[language]

    def excluded(self, documents: Iterable[Document], read: Read) -> dict[str, tuple[Evidence, str]]:
        """Return condition id → the place that excludes it and the words that decided.

        A condition that the documents exclude in one place and show at work in several others is not excluded.
        """
        found: dict[str, tuple[Evidence, str]] = {}
        shown: dict[str, set[str]] = defaultdict(set)
        for document in documents:
            for passage in document.passages:
                if passage.kind not in CONTENT:
                    continue
                hits = list(self._index(variant(passage.text, passage.language)).find(read.get(passage.id, ())))
                excluding = {h.key[0] for h in hits if h.key[1]}
                for hit in hits:
                    condition, excludes = hit.key
                    if excludes:
                        found.setdefault(condition, _exclusion(document, passage, read, hit))
                    elif condition not in excluding:
                        shown[condition].add(passage.id)
        return {id: place for id, place in found.items() if len(shown[id]) < _DONE_ALL_THE_SAME}


def _exclusion(document: Document, passage: Passage, read: Read, hit: CueHit[Key]) -> tuple[Evidence, str]:
    sentence = read[passage.id][hit.sentence]
    quote = cut(passage.text, sentence.start, sentence.end)
    evidence = Evidence(document.id, passage.id, str(passage.location), quote, "exclusion", 0.9, "supports")
    return evidence, " … ".join(hit.words)
