"""The cue language: what a consultant writes in a cell to say which sentences count.

``a|b + c + !d``: the first part stands in the sentence itself (``a`` or ``b``); each further part stands in the
sentence or in what it stands under (heading, list lead, document title); a part with ``!`` must not stand in the
sentence. Words match by stem, articles do not count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from transition.text.phrases import Hit, Phrasebook
from transition.text.synonyms import Synonyms
from transition.text.tokens import Sentence, light_words, stems

Key = TypeVar("Key", bound=Hashable)
_SURROUNDINGS = 16  # headings and sections, which are large; their passages come one after the other
_REMEMBERED = 2048  # sentences: those of one long document, which is gone through several times


@dataclass(frozen=True, slots=True)
class ParsedCue:
    """A cue taken apart: parts of alternative phrases that must, and phrases that must not, stand there."""

    parts: tuple[tuple[str, ...], ...]
    excluded: tuple[str, ...] = ()


def parse_cue(text: str) -> ParsedCue:
    """Return the parts of one cue; ``ValueError`` says what is wrong with it."""
    parts: list[tuple[str, ...]] = []
    excluded: list[str] = []
    for piece in text.split("+"):
        alternatives = tuple(a.strip() for a in piece.strip().removeprefix("!").split("|"))
        if not all(alternatives):
            raise ValueError(f"the cue {text!r} has an empty part: write phrases on both sides of '+' and '|'")
        if piece.strip().startswith("!"):
            excluded += alternatives
        else:
            parts.append(alternatives)
    if not parts:
        raise ValueError(f"the cue {text!r} only says what must not stand there: add a part without '!'")
    return ParsedCue(tuple(parts), tuple(excluded))


_ABOVE = re.compile(r"\[(.+?)\]\s*(.+)", re.DOTALL)
_EMPTY_PART = ("||", "|+", "+|", "++", "+!|", "+!+")


def is_readable(text: str) -> bool:
    """Return whether ``parse_cue`` can read a cue, without taking it apart: a pack holds thousands."""
    bare = text.replace(" ", "").removeprefix("!")
    if not bare or bare[0] in "|+" or bare[-1] in "|+" or bare.endswith("+!"):
        return False
    if any(empty in bare for empty in _EMPTY_PART):
        return False
    return not text.lstrip().startswith("!") or any(part[0] != "!" for part in bare.split("+")[1:])


def wordless(text: str, language: str) -> tuple[str, ...]:
    """Return the phrases of a cue that hold only ignored words ("of the"), and so could never be found."""
    # Nearly every cue is cleared by one look; only the others need the tokenizer, which is slow to start.
    if not _only_light(language).search(f"|{text.lower()}|"):
        return ()
    cue = parse_cue(text)
    phrases = (*(phrase for part in cue.parts for phrase in part), *cue.excluded)
    return tuple(phrase for phrase in phrases if not stems(phrase, language))


@cache
def _only_light(language: str) -> re.Pattern[str]:
    """Return what finds a phrase without a letter or of ignored words only, whatever stands between them."""
    words = sorted({re.sub(r"\W", "", word) for word in light_words(language)}, key=len, reverse=True)
    return re.compile(rf"[|+](?:[^\w|+]|(?:{'|'.join(map(re.escape, words))})\b)*[|+]")


def example_parts(text: str) -> tuple[str, str]:
    """Return the heading an example stands under, or "", and its sentence: ``[Heading] sentence``."""
    match = _ABOVE.fullmatch(text)
    return (match[1], match[2]) if match else ("", text)


def described(text: str) -> str:
    """Return an example as one text, its heading before its sentence."""
    return ". ".join(filter(None, example_parts(text)))


def split_cues(cell: str) -> tuple[str, ...]:
    """Return the cues of one cell: separated by ``;`` or line breaks."""
    return tuple(c.strip() for c in cell.replace("\n", ";").split(";") if c.strip())


@dataclass(frozen=True, slots=True)
class CueHit(Generic[Key]):
    """A cue of ``key`` was found in sentence number ``sentence`` by the phrases ``words``.

    ``wide`` says that some part stands neither here nor above, but elsewhere in the section. ``phrases`` are the
    numbers of the words.
    """

    key: Key
    sentence: int
    words: tuple[str, ...]
    wide: bool = False
    phrases: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Compiled(Generic[Key]):
    """A cue by numbers: ``rest`` holds those of all its parts but the first, in no order."""

    key: Key
    parts: tuple[frozenset[int], ...]
    rest: frozenset[int]
    excluded: frozenset[int]


class _Marks(NamedTuple):
    """What stands in one sentence: phrases of cues, the parts these make up, and phrases that must not stand there."""

    phrases: frozenset[int]
    parts: frozenset[int]
    unwanted: frozenset[int]


_NONE: frozenset[int] = frozenset()


class CueIndex(Generic[Key]):
    """All cues of one language, looked up in one pass over each sentence.

    Cues share their parts, so each different part has a number: whether a cue holds is then one comparison of sets.
    """

    def __init__(self, language: str, cues: Iterable[tuple[Key, str]], same: Iterable[Sequence[str]] = ()) -> None:
        """Compile ``cues``, pairs of a key and one cue; ``ValueError`` on a cue that cannot be read.

        ``same`` holds groups of phrases of one meaning: a part that names one of them finds them all. What must not
        stand there is taken by the letter.
        """
        self._synonyms = Synonyms(language, same)
        self.book = Phrasebook(language, rewrite=self._synonyms.rewrite)
        self._unwanted = Phrasebook(language)
        self._marks = lru_cache(maxsize=_REMEMBERED)(self._mark)
        self._placed = lru_cache(maxsize=_REMEMBERED)(self._place)
        self._reached = lru_cache(maxsize=_SURROUNDINGS)(self._parts_of)
        self._text: dict[int, str] = {}
        self._parts: dict[frozenset[int], int] = {}
        self._by_first: dict[int, list[_Compiled[Key]]] = defaultdict(list)
        for key, text in cues:
            parsed = parse_cue(text)
            parts = tuple(frozenset(map(self._number, p)) for p in parsed.parts)
            rest = frozenset(self._parts.setdefault(part, len(self._parts)) for part in parts[1:])
            compiled = _Compiled(key, parts, rest, frozenset(map(self._unwanted.add, parsed.excluded)))
            for phrase in parts[0]:
                self._by_first[phrase].append(compiled)
        self._part_of: dict[int, list[int]] = defaultdict(list)
        for part, number in self._parts.items():
            for phrase in part:
                self._part_of[phrase].append(number)

    def _number(self, phrase: str) -> int:
        number = self.book.add(phrase)
        self._text.setdefault(number, phrase)
        return number

    def phrases(self, sentence: Sentence) -> frozenset[int]:
        """Return the numbers of the phrases that stand in one sentence."""
        return self._marks(sentence.stems).phrases

    def _mark(self, stems: tuple[str, ...]) -> _Marks:
        found = frozenset(hit.phrase for hit in self.book.find(self._synonyms.rewrite(stems)))
        if not found:
            return _Marks(_NONE, _NONE, _NONE)
        return _Marks(found, self._parts_of(found), frozenset(hit.phrase for hit in self._unwanted.find(stems)))

    def _parts_of(self, phrases: frozenset[int]) -> frozenset[int]:
        return frozenset(chain.from_iterable(self._part_of.get(phrase, ()) for phrase in phrases))

    def context(self, sentences: Iterable[Sentence]) -> frozenset[int]:
        """Return the numbers of the phrases in headings, leads and titles."""
        return _NONE.union(*map(self.phrases, sentences))

    def find(
        self,
        sentences: Sequence[Sentence],
        context: frozenset[int] = _NONE,
        section: frozenset[int] = _NONE,
        hidden: Mapping[int, frozenset[int]] | None = None,
    ) -> Iterator[CueHit[Key]]:
        """Yield a hit for each cue and sentence it stands in, each key once a sentence, the nearest first.

        ``context`` holds the phrases above the sentences, ``section`` those of the whole section they stand in,
        ``hidden`` those of a sentence that do not count there.
        """
        present = [self._marks(sentence.stems) for sentence in sentences]
        for number, away in (hidden or {}).items():
            left = present[number].phrases - away
            present[number] = present[number]._replace(phrases=left, parts=self._parts_of(left))
        for number, here in enumerate(present):
            if not here.phrases:
                continue
            beside = present[max(0, number - 1) : number + 2]
            near = self._reached(context).union(*(marks.parts for marks in beside))
            seen: set[Key] = set()
            far: list[tuple[int, _Compiled[Key]]] = []
            reach = context.union(*(marks.phrases for marks in beside))
            for first, cue in self._possible(here.phrases):
                if not cue.rest <= near:
                    far.append((first, cue))
                elif cue.key not in seen and here.unwanted.isdisjoint(cue.excluded):
                    seen.add(cue.key)
                    yield self._hit(number, first, cue, reach, wide=False)
            if section and far:
                anywhere = near | self._reached(section)
                reach = reach | section
                for first, cue in far:
                    if cue.rest <= anywhere and cue.key not in seen and here.unwanted.isdisjoint(cue.excluded):
                        seen.add(cue.key)
                        yield self._hit(number, first, cue, reach, wide=True)

    def _hit(self, number: int, first: int, cue: _Compiled[Key], reach: frozenset[int], *, wide: bool) -> CueHit[Key]:
        phrases = (first, *(min(part & reach) for part in cue.parts[1:]))
        return CueHit(cue.key, number, tuple(self._text[n] for n in phrases), wide, phrases)

    def places(self, sentence: Sentence) -> tuple[Hit, ...]:
        """Return where the phrases stand in a sentence, counted in its own stems."""
        return self._placed(sentence.stems)

    def _place(self, stems: tuple[str, ...]) -> tuple[Hit, ...]:
        origins = self._synonyms.origins(stems)
        written = self._synonyms.rewrite(stems)
        return tuple(Hit(h.phrase, origins[h.start][0], origins[h.end - 1][1]) for h in self.book.find(written))

    def partly(
        self, sentences: Sequence[Sentence], context: frozenset[int], wanted: Container[Key]
    ) -> Iterator[tuple[Key, float, tuple[str, ...]]]:
        """Yield, for cues whose first part stands in the sentences but not all others do, the share that does.

        Only cues of ``wanted`` keys are looked at. The words of the parts that stand there come with the share.
        """
        marks = [self._marks(s.stems) for s in sentences]
        here = frozenset().union(*(found.phrases for found in marks))
        near = self._reached(context).union(*(found.parts for found in marks))
        reach: frozenset[int] | None = None
        unwanted = frozenset().union(*(found.unwanted for found in marks))
        for first, cue in self._possible(here):
            if cue.key in wanted and not cue.rest <= near and unwanted.isdisjoint(cue.excluded):
                reach = here | context if reach is None else reach
                found = [part & reach for part in cue.parts[1:]]
                words = (self._text[first], *(self._text[min(part)] for part in found if part))
                yield cue.key, len(words) / len(cue.parts), words

    def _possible(self, here: frozenset[int]) -> list[tuple[int, _Compiled[Key]]]:
        """Return the cues whose first part stands in a sentence, each with its phrase there."""
        return [(phrase, cue) for phrase in sorted(here) for cue in self._by_first.get(phrase, ())]
