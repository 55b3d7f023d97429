"""Stretches of a sentence that name a thing without stating that it is done: they cast a shadow on what stands there.

How far a guard reaches is data: the whole sentence; the clause it stands in (up to a colon, semicolon, dash, bracket or
"but"); that clause only where the guard is its subject; the label it explains ("Purchasing: see QP-07"); only what
follows it; or only what stands between quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from transition.assessment.shapes import NAMES, acts, names_only, shape
from transition.model import ClausePack, Passage
from transition.text.cues import CueHit, CueIndex
from transition.text.phrases import Hit
from transition.text.tokens import PLAIN, Sentence, variant, word_stems

NEGATION = "negation"
_TITLE, _TAUGHT = "title", "training"
_LABEL = re.compile(r":|→|\||\s[–—-]\s")  # a bracket holds a remark on what stands before it, which is no label
_LEAD = 2  # stems that may stand before the subject of a clause
_REMEMBERED = 1024  # passages
_LEAST_QUOTED = 3  # stems between quotation marks; fewer are the name of a button or stamp


class Shadow(NamedTuple):
    """What guard ``guard`` makes of the stems ``start`` to ``end``; ``words`` stand at ``first`` to ``last``.

    It falls on requirements of some concept threads only, where ``threads`` names them.
    """

    guard: str
    start: int
    end: int
    words: str = ""
    first: int = 0
    last: int = 0
    threads: frozenset[str] = frozenset()


class Guards:
    """Finds, for one language, what must not count."""

    def __init__(self, pack: ClausePack, language: str) -> None:
        """Compile the pack's guards in one language."""
        self._pack = pack
        self._language = language
        self._guards = {g.id: g for g in pack.guards}
        # Places that state something and places that nearly do are looked for one after the other.
        self._known = lru_cache(maxsize=_REMEMBERED)(self._of)

    @cached_property
    def _index(self) -> CueIndex[tuple[str, int]]:
        """The cues, each phrase of a first part by itself: a sentence may deny twice, and both count."""
        base = "vi" if self._language == PLAIN else self._language
        cues = [(g.id, cue) for g in self._pack.guards for whole in g.cues.get(base, ()) for cue in _single(whole)]
        return CueIndex(self._language, [((guard, n), cue) for n, (guard, cue) in enumerate(cues)])

    @cached_property
    def _contrast(self) -> frozenset[str]:
        return word_stems(self._language, "contrast")

    @cached_property
    def _cancelling(self) -> frozenset[str]:
        return word_stems(self._language, "cancelling")

    @cached_property
    def _negative(self) -> frozenset[str]:
        return word_stems(self._language, "negative")

    @cached_property
    def _consequence(self) -> frozenset[str]:
        return word_stems(self._language, "consequence")

    def of(self, text: str, sentences: tuple[Sentence, ...], above: str = "") -> Mapping[int, tuple[Shadow, ...]]:
        """Return sentence number → the shadows that fall on it, of a text under the heading ``above``."""
        return self._known(text, sentences, above)

    def _of(self, text: str, sentences: tuple[Sentence, ...], above: str) -> Mapping[int, tuple[Shadow, ...]]:
        found: dict[int, list[Shadow]] = {}
        for hit in self._index.find(sentences):
            sentence = sentences[hit.sentence]
            longest = self._guards[hit.key[0]].longest
            if not longest or len(sentence.stems) <= longest:
                found.setdefault(hit.sentence, []).extend(self._cast(hit, sentence, text))
        for number, cast in found.items():
            found[number] = self._not_cancelled(cast, sentences[number])
        listed = len(sentences) > 1 and names_only(text, "vi" if self._language == PLAIN else self._language)
        for number, sentence in enumerate(sentences):
            shaped = NAMES if listed else shape(text[sentence.start : sentence.end], sentence, self._language, above)
            if shaped:
                found.setdefault(number, []).append(Shadow(shaped, 0, len(sentence.stems)))
        return {number: tuple(shadows) for number, shadows in found.items()}

    def _cast(self, hit: CueHit[tuple[str, int]], sentence: Sentence, text: str) -> list[Shadow]:
        guard = self._guards[hit.key[0]]
        places = [p for p in self._index.places(sentence) if p.phrase == hit.phrases[0]]
        # "Has it come back or not, write …" denies no writing.
        places = [p for p in places if not any(p.start < stop < p.end for stop in sentence.stops)]
        written = text[sentence.start : sentence.end]
        if not places or (guard.reach == "subject" and not acts(hit.words[0], written, self._language)):
            return []
        labelled = _LABEL.search(written) is not None
        if guard.reach == "quoted":
            stretches = [q for q in sentence.quoted if q[1] - q[0] >= _LEAST_QUOTED]
            place = places[0]
            return [Shadow(guard.id, *q, hit.words[0], place.start, place.end, guard.threads) for q in stretches]
        cast = []
        for place in places:
            start, end = self._clause(sentence, place.start, place.end)
            if guard.reach == "subject" and place.start > start + _LEAD:
                continue
            begins = 0 < start >= place.start - 1
            if guard.reach == "label" and not (begins and labelled):
                continue
            if guard.reach in ("clause", "label") and begins:
                start = self._clause(sentence, start - 1, start)[0]  # "Design inputs: excluded" is about its label
            if guard.reach == "sentence":
                start, end = 0, len(sentence.stems)
            elif guard.reach == "after":
                start = place.start
            first, last = place.start, place.end
            if guard.id == NEGATION:
                first, last = self._core(sentence, first, last)
            cast.append(Shadow(guard.id, start, end, hit.words[0], first, last, guard.threads))
        return cast

    def _core(self, sentence: Sentence, first: int, last: int) -> tuple[int, int]:
        """Return where the word that denies stands in "does not keep"; the whole stretch where there is none."""
        for n in range(first, last):
            if sentence.stems[n] in self._negative:
                return n, n + 1
        return first, last

    def _not_cancelled(self, cast: list[Shadow], sentence: Sentence) -> list[Shadow]:
        """Return shadows without those of two negations that make a statement ("no order goes out unchecked")."""
        opening = {s.first for s in cast if s.first == 0 and sentence.stems[0] in self._cancelling}
        later = [s for s in cast if opening and s.first > min(opening) and s.guard == NEGATION]
        later = [s for s in later if not self._consequence & set(sentence.stems[min(opening) : s.first])]
        return [s for s in cast if s.guard != NEGATION] if later else cast

    def _clause(self, sentence: Sentence, first: int, last: int) -> tuple[int, int]:
        """Return the stretch around the stems ``first`` to ``last`` that no strong mark or word of contrast cuts."""
        cuts = {*sentence.breaks, *(n for n, stem in enumerate(sentence.stems) if stem in self._contrast)}
        start = max((cut for cut in cuts if cut <= max(first, 0)), default=0)
        return start, min((cut for cut in cuts if cut >= last), default=len(sentence.stems))


class GuardBook:
    """The guards of a pack in every language, compiled once for all that look at the same passages."""

    def __init__(self, pack: ClausePack) -> None:
        """Take the pack; a language is compiled when the first text of it comes."""
        self._pack = pack
        self._guards: dict[str, Guards] = {}

    def over(self, passage: Passage, sentences: tuple[Sentence, ...]) -> Mapping[int, tuple[Shadow, ...]]:
        """Return sentence number → the shadows that fall on it, under the heading of the passage."""
        language = variant(passage.text, passage.language)
        if language not in self._guards:
            self._guards[language] = Guards(self._pack, language)
        return self._guards[language].of(passage.text, sentences, passage.trail[-1] if passage.trail else "")


def _single(cue: str) -> Iterator[str]:
    """Yield a cue once for each phrase of its first part."""
    first, plus, others = cue.partition("+")
    for phrase in first.split("|"):
        yield f"{phrase.strip()} {plus}{others}".strip()


def hidden_by(
    index: CueIndex[tuple[str, str]], sentences: Sequence[Sentence], shadows: Mapping[int, Sequence[Shadow]]
) -> dict[int, frozenset[int]]:
    """Return sentence number → the phrases that stand nowhere in it but in a shadow for all requirements."""
    found = {}
    for number, cast in shadows.items():
        wide = [s for s in cast if not s.threads]
        if wide:
            places = index.places(sentences[number])
            lit = {p.phrase for p in places if not any(_covers(s, p.start, p.end) for s in wide)}
            found[number] = frozenset(p.phrase for p in places) - lit
    return found


def _covers(shadow: Shadow, start: int, end: int) -> bool:
    return shadow.start < end and start < shadow.end


def _holds(place: Hit, shadow: Shadow) -> bool:
    """Return whether a phrase holds a guard's words, or begins in them and goes on ("not audit their own")."""
    if shadow.guard == _TAUGHT:  # a demand about training looks for training, in whatever words
        return place.start < shadow.last and shadow.first < place.end
    return (place.start <= shadow.first and shadow.last <= place.end) or place.start < shadow.last < place.end


def _only_quoted(places: Sequence[Hit], sentence: Sentence) -> bool:
    """Return whether all words of a hit stand in one quotation: it names a book or a form, and nothing is done.

    A sentence that is nothing but a quotation is a text of its own, such as a policy.
    """
    return any(
        _LEAST_QUOTED < last - first < len(sentence.stems) and all(first <= p.start and p.end <= last for p in places)
        for first, last in sentence.quoted
    )


def guard_over(
    hit: CueHit[tuple[str, str]],
    index: CueIndex[tuple[str, str]],
    sentence: Sentence,
    shadows: Sequence[Shadow],
    thread: str,
) -> str:
    """Return the guard that keeps a hit from counting, or "" where its words stand in the light.

    A guard does not speak about a cue that looks for the guard's own words: "auditors do not audit their own work" is
    found by a cue that holds the negation itself.
    """
    places = [p for p in index.places(sentence) if p.phrase in hit.phrases]
    if _only_quoted(places, sentence):
        return _TITLE
    for shadow in shadows:
        if shadow.threads and thread not in shadow.threads:
            continue
        if shadow.words and any(_holds(p, shadow) for p in places):
            continue
        # A phrase that stands in the sentence twice counts where it stands in the light.
        lit = {p.phrase for p in places if not _covers(shadow, p.start, p.end)}
        if any(p.phrase not in lit for p in places):
            return shadow.guard
    return ""
