"""Conditions that the documents exclude in so many words."""

from __future__ import annotations

from collections.abc import Iterable

from transition.assessment.findings import CONTENT, cut
from transition.model import ClausePack, Document, Evidence
from transition.text.cues import CueIndex
from transition.text.reading import Read
from transition.text.tokens import PLAIN, variant


class ApplicabilityReader:
    """Finds explicit exclusions such as a scope statement makes them."""

    def __init__(self, pack: ClausePack) -> None:
        """Take the conditions of ``pack``."""
        self._pack = pack
        self._indexes: dict[str, CueIndex[str]] = {}

    def _index(self, language: str) -> CueIndex[str]:
        if language not in self._indexes:
            base = "vi" if language == PLAIN else language
            self._indexes[language] = CueIndex(
                language, [(c.id, cue) for c in self._pack.conditions for cue in c.excluded.get(base, ())]
            )
        return self._indexes[language]

    def excluded(self, documents: Iterable[Document], read: Read) -> dict[str, tuple[Evidence, str]]:
        """Return condition id → the place that excludes it and the words that decided."""
        found: dict[str, tuple[Evidence, str]] = {}
        for document in documents:
            for passage in document.passages:
                if passage.kind not in CONTENT:
                    continue
                sentences = read.get(passage.id, ())
                for hit in self._index(variant(passage.text, passage.language)).find(sentences):
                    sentence = sentences[hit.sentence]
                    quote = cut(passage.text, sentence.start, sentence.end)
                    evidence = Evidence(
                        document.id, passage.id, str(passage.location), quote, "exclusion", 0.9, "supports"
                    )
                    found.setdefault(hit.key, (evidence, " … ".join(hit.words)))
        return found
