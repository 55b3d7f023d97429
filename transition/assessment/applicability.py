"""Conditions that the documents exclude in so many words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from transition.assessment.findings import CONTENT, cut
from transition.model import ClausePack, Document, Evidence, Passage
from transition.text.cues import CueHit, CueIndex
from transition.text.reading import Read, read_heading
from transition.text.tokens import PLAIN, Sentence, variant

_DONE_ALL_THE_SAME = 3
"""In so many places a condition must be shown before its exclusion is read as partial ("not for build-to-print")."""

_NAMED_FIRST = 6
"""Under "Clauses not applied:" an item is excluded when its subject stands among so many words at its beginning."""

Key = tuple[str, bool]
"""Condition id, and whether the cue excludes it (or shows it)."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A place that says a condition does not apply, and the words that decided."""

    condition: str
    evidence: Evidence
    words: str


@dataclass(frozen=True, slots=True)
class Applicability:
    """What one document excludes, and how many of its passages show each condition at work."""

    exclusions: tuple[Exclusion, ...]
    shown: Mapping[str, int]


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

    def _hits(self, passage: Passage, sentences: Sequence[Sentence]) -> Iterator[CueHit[Key]]:
        """Yield what a passage says itself, and what it names first under a heading or lead that excludes."""
        language = variant(passage.text, passage.language)
        index = self._index(language)
        yield from index.find(sentences)
        if not sentences:
            return
        first = replace(sentences[0], stems=sentences[0].stems[:_NAMED_FIRST])
        # A heading may speak of the scope as well, so under it only "7.3 Design …" is read as an item of a list.
        numbered = first.stems[0][0].isdigit()
        above = [passage.lead, *(passage.trail[-1:] if numbered else ())]
        context = index.context(s for text in above if text for s in read_heading(text, language))
        if context:
            yield from (hit for hit in index.find([first], context) if hit.key[1])

    def find(self, document: Document, read: Read) -> Applicability:
        """Return what one document excludes, and in how many passages it shows a condition at work."""
        exclusions: dict[str, Exclusion] = {}
        shown: Counter[str] = Counter()
        for passage in document.passages:
            if passage.kind not in CONTENT:
                continue
            hits = list(self._hits(passage, read.get(passage.id, ())))
            excluding = {h.key[0] for h in hits if h.key[1]}
            for hit in hits:
                if hit.key[1]:
                    exclusions.setdefault(hit.key[0], _exclusion(document, passage, read, hit))
            shown.update({h.key[0] for h in hits} - excluding)
        return Applicability(tuple(exclusions.values()), dict(shown))


def excluded(found: Iterable[Applicability]) -> dict[str, Exclusion]:
    """Return condition id → the first place that excludes it.

    A condition that the documents exclude in one place and show at work in several others is not excluded.
    """
    first: dict[str, Exclusion] = {}
    shown: Counter[str] = Counter()
    for each in found:
        shown.update(each.shown)
        for exclusion in each.exclusions:
            first.setdefault(exclusion.condition, exclusion)
    return {id: place for id, place in first.items() if shown[id] < _DONE_ALL_THE_SAME}


def _exclusion(document: Document, passage: Passage, read: Read, hit: CueHit[Key]) -> Exclusion:
    sentence = read[passage.id][hit.sentence]
    quote = cut(passage.text, sentence.start, sentence.end)
    evidence = Evidence(document.id, passage.id, str(passage.location), quote, "exclusion", 0.9, "supports")
    return Exclusion(hit.key[0], evidence, " … ".join(hit.words))
