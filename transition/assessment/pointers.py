"""Places that only point to another document, and whether that document is in the set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from transition.assessment.findings import CONTENT, cut
from transition.assessment.fit import Vector
from transition.assessment.guards import GuardBook
from transition.model import ClausePack, Document, Evidence, Passage
from transition.text.normal import strip_marks
from transition.text.reading import Read
from transition.text.tokens import PLAIN, stems, variant

_POINTER = "pointer"
_ABOUT = 0.7  # a pointer is about a requirement when its passage fits the clause at least this well
_LONGEST = 15  # stems; a longer sentence says something of its own as well
_CODE = re.compile(r"(?<![^\W_])[A-ZĐ]{1,6}(?:[-./ ]?[A-ZĐ]{1,6}){0,3}[-./_ ]?\d{1,5}(?:[-./]\d{1,4})*(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A passage that names another document instead of saying anything, and how well it fits a requirement's clause."""

    fit: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Pointed:
    """The documents a place points to by name: those in the set, and the codes of those that are not."""

    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


def is_pointer(guard: str) -> bool:
    """Return whether a guard is one of those that only point elsewhere."""
    return guard.partition("-")[0] == _POINTER


class PointerReader:
    """Finds the passages that point to another document by its code, for the requirements whose clause they fit."""

    def __init__(self, guards: GuardBook) -> None:
        """Take the guards, some of which tell pointers."""
        self._guards = guards

    def find(self, document: Document, read: Read, fits: Mapping[str, Vector]) -> dict[int, Pointer]:
        """Return requirement position → the pointer that fits its clause best."""
        best: dict[int, Pointer] = {}
        for passage in document.passages:
            fit = fits.get(passage.id)
            if fit is None or passage.kind not in CONTENT or float(fit.max(initial=0.0)) < _ABOUT:
                continue
            quote = self._pointing(passage, read) if _CODE.search(passage.text) else ""
            for position in np.flatnonzero(fit >= _ABOUT).tolist() if quote else ():
                if float(fit[position]) > best.get(position, _NONE).fit:
                    best[position] = Pointer(float(fit[position]), _mention(passage, quote, float(fit[position])))
        return best

    def _pointing(self, passage: Passage, read: Read) -> str:
        """Return the first sentence of a passage that points to a code, or ""."""
        sentences = read.get(passage.id, ())
        for number, shadows in sorted(self._guards.over(passage, sentences).items()):
            sentence = sentences[number]
            only = bool(shadows) and all(is_pointer(s.guard) for s in shadows) and len(sentence.stems) <= _LONGEST
            if only and _CODE.search(passage.text[sentence.start : sentence.end]):
                return cut(passage.text, sentence.start, sentence.end)
        return ""


def _mention(passage: Passage, quote: str, fit: float) -> Evidence:
    place = (passage.location.document, passage.id, str(passage.location))
    return Evidence(*place, quote, "clause", round(fit, 3), "mentions", hindrance=_POINTER)


_NONE = Pointer(0.0, Evidence("", "", "", "", "", 0.0, "mentions"))


class Library:
    """The documents of a set by code and title."""

    def __init__(self, pack: ClausePack, documents: Iterable[Document]) -> None:
        """Take the documents that were read; those without a passage say nothing and are not there."""
        self._pack = pack
        self._documents = tuple(d for d in documents if d.passages)
        self._languages = {d.id: d.language for d in self._documents}
        self._codes = {_key(d.code): d.code for d in self._documents if d.code}

    def pointed(self, places: Iterable[Evidence]) -> Pointed:
        """Return what documents ``places`` name, each once, in the order they are named."""
        inside: dict[str, None] = {}
        outside: dict[str, None] = {}
        for place in places:
            codes = list(self._codes_in(place.quote))
            inside |= dict.fromkeys(self._codes[_key(c)] for c in codes if _key(c) in self._codes)
            outside |= dict.fromkeys(c for c in codes if _key(c) not in self._codes)
            inside |= dict.fromkeys(self._titles_in(place)) if not codes else {}
        return Pointed(tuple(inside), tuple(outside))

    def _codes_in(self, text: str) -> Iterator[str]:
        """Yield the codes in a text but for those of standards, which are no documents of the organisation."""
        for found in _CODE.finditer(text):
            if found[0] in self._codes.values() or re.split(r"[\W\d_]", found[0])[0] not in self._publishers:
                yield found[0]

    @cached_property
    def _publishers(self) -> frozenset[str]:
        return frozenset(word for name in self._pack.standards for word in name.split() if word.isalpha())

    def _titles_in(self, place: Evidence) -> Iterator[str]:
        """Yield the documents a place names by title and by what they are ("the purchasing procedure")."""
        language = variant(place.quote, self._languages.get(place.document, "en"))
        base = "vi" if language == PLAIN else language
        text = stems(place.quote, language)
        fillers = [stems(f, language) for f in self._pack.vocabulary.get(base, {}).get("title.filler", ())]
        for document in self._documents:
            core = _without(stems(document.title, language), fillers)
            named = any(_beside(text, core, filler) for filler in fillers if filler)
            if core and named and document.id != place.document:
                yield document.code or document.title


def _key(code: str) -> str:
    """Return a code as it is compared: without case, marks between its parts and zeros before its figures."""
    parts = re.findall(r"[^\W\d_]+|\d+", strip_marks(code.lower()))
    return "".join(f".{int(part)}." if part.isdecimal() else part for part in parts)


def _without(words: tuple[str, ...], fillers: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return a title without the words for what it is at its beginning and end."""
    for filler in sorted(filter(None, fillers), key=len, reverse=True):
        if words[: len(filler)] == filler:
            return words[len(filler) :]
        if words[-len(filler) :] == filler:
            return words[: -len(filler)]
    return words


def _beside(text: tuple[str, ...], core: tuple[str, ...], filler: tuple[str, ...]) -> bool:
    """Return whether ``core`` stands in a text with ``filler`` right before or after it."""
    return any(text[n : n + len(both)] == both for both in (core + filler, filler + core) for n in range(len(text)))
