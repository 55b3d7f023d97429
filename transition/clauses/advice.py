"""What a consultant may want to know of a pack that is sound: advice, given by ``transition pack check`` alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from transition.clauses.rules import cues_of, short
from transition.errors import Fault
from transition.model import ClausePack
from transition.text.cues import parse_cue
from transition.text.tokens import light_words, stems


def lone_words(pack: ClausePack) -> Iterator[Fault]:
    """Every phrase of several words finds more than one of them: the others may be words that are never looked at.

    "each stage" is found wherever "stage" stands. That may be meant, so it is no fault. One advice a cell, those
    first in which such a phrase is enough for a whole cue.
    """
    told: list[tuple[bool, Fault]] = []
    for file, key, column, cues in cues_of(pack):
        for language, texts in cues.items():
            found = [lone for text in texts for lone in _lone(text, language)]
            if found:
                phrases = "; ".join(dict.fromkeys(f"{short(phrase)} → {word}" for phrase, word, _ in found))
                details = {"file": f"{language}/{file}", "key": key, "column": column, "phrases": phrases}
                told.append((any(alone for *_, alone in found), ("lone-word", details)))
    yield from (fault for _, fault in sorted(told, key=lambda pair: not pair[0]))


def _lone(text: str, language: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the phrases of one cue that come down to a single word: each with that word, and whether it is enough."""
    try:
        cue = parse_cue(text)
    except ValueError:
        return  # a rule names cues that cannot be read
    light = light_words(language)
    for phrase in (*(phrase for part in cue.parts for phrase in part), *cue.excluded):
        words = phrase.split()
        left = [word for word in words if word.lower() not in light]
        if len(words) > len(left) and len(left) == 1 and len(stems(phrase, language)) == 1:
            yield phrase, left[0], len(cue.parts) == 1 and phrase in cue.parts[0]


ADVICE: tuple[Callable[[ClausePack], Iterator[Fault]], ...] = (lone_words,)
"""One function a piece of advice."""
