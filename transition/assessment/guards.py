"""Sentences that name a thing without stating that it is done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from transition.model import ClausePack
from transition.text.cues import CueIndex
from transition.text.tokens import PLAIN, Sentence

QUESTION = "question"


class Guards:
    """Finds, for one language, why a sentence must not count."""

    def __init__(self, pack: ClausePack, language: str) -> None:
        """Compile the pack's guards in one language."""
        self._pack = pack
        self._language = language
        self._longest = {g.id: g.longest for g in pack.guards}

    @cached_property
    def _index(self) -> CueIndex[str]:
        base = "vi" if self._language == PLAIN else self._language
        return CueIndex(self._language, [(g.id, cue) for g in self._pack.guards for cue in g.cues.get(base, ())])

    def of(self, text: str, sentences: Sequence[Sentence]) -> dict[int, tuple[str, tuple[str, ...]]]:
        """Return sentence number → the first guard that holds for it, and the words that raised it."""
        found: dict[int, tuple[str, tuple[str, ...]]] = {}
        for hit in self._index.find(sentences):
            longest = self._longest[hit.key]
            if not longest or len(sentences[hit.sentence].stems) <= longest:
                found.setdefault(hit.sentence, (hit.key, hit.words))
        for number, sentence in enumerate(sentences):
            if text[sentence.start : sentence.end].rstrip().endswith("?"):
                found.setdefault(number, (QUESTION, ()))
        return found


def holds_for(raised: Sequence[str], words: Sequence[str]) -> bool:
    """Return whether a guard speaks about a cue's words, rather than being part of what the cue looks for.

    "Auditors do not audit their own work" is found by a cue that holds the negation itself.
    """
    return not any(guard in word for guard in raised for word in words)
