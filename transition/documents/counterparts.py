"""Finds the edition in force of a file marked as old, among many, without comparing each with each."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from transition.documents import filenames, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transition.model import Document

_SHARED = 3
_NEARLY = 0.75


class Living:
    """The documents that are in force, ready to be asked for the counterpart of an old one."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Take the documents; of several that fit the first one counts."""
        self._documents = documents
        self._by_code: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_word: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, document in enumerate(documents):
            if document.code:
                self._by_code[document.type, code_key(document.code)].append(place)
            name = _name(document)
            if name[0]:
                self._by_name[name].append(place)
            for word in _words(document):
                self._by_word[document.type, word].append(place)

    def counterpart(self, document: Document) -> Document | None:
        """Return the edition in force: of the same code, else of the same name, else of nearly the same title."""
        for fitting in (self._same_code, self._same_document, self._near_title):
            place = min(fitting(document), default=None)
            if place is not None:
                return self._documents[place]
        return None

    def _same_code(self, document: Document) -> Iterator[int]:
        if document.code:
            yield from self._by_code.get((document.type, code_key(document.code)), ())[:1]

    def _same_document(self, document: Document) -> Iterator[int]:
        # Documents of one code and type were found before; what is left may share the name.
        for place in self._by_name.get(_name(document), ()):
            if not (document.code and self._documents[place].code):
                yield place
                return

    def _near_title(self, document: Document) -> Iterator[int]:
        own = _words(document)
        shared = Counter(place for word in own for place in self._by_word.get((document.type, word), ()))
        for place, count in shared.items():
            if count >= _SHARED and count >= _NEARLY * max(len(own), len(_words(self._documents[place]))):
                yield place


def code_key(code: str) -> str:
    """Return a document code as it is compared: without case, marks and spaces."""
    return vocabulary.fold(code).replace(" ", "")


def _name(document: Document) -> tuple[str, str]:
    facts = filenames.parse(document.path)
    return vocabulary.fold(facts.title) if facts.title else "", facts.code


def _words(document: Document) -> frozenset[str]:
    return frozenset(vocabulary.fold(document.title).split())
