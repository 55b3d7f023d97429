"""Many phrases found in one pass over a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from transition.text.tokens import stems


@dataclass(frozen=True, slots=True)
class Hit:
    """Phrase number ``phrase`` stands at ``stems[start:end]`` of a sentence."""

    phrase: int
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    phrase: int = -1


class Phrasebook:
    """Phrases of one language, numbered in the order they were added."""

    def __init__(
        self,
        language: str,
        phrases: Iterable[str] = (),
        rewrite: Callable[[tuple[str, ...]], tuple[str, ...]] | None = None,
    ) -> None:
        """Start a book for one language (``vi-plain``: compared without diacritics).

        ``rewrite`` is what sentences went through before they are looked at; phrases go through it too.
        """
        self.language = language
        self._rewrite = rewrite
        self._root = _Node()
        self._numbers: dict[tuple[str, ...], int] = {}
        for phrase in phrases:
            self.add(phrase)

    def __len__(self) -> int:
        """Return how many different phrases the book holds."""
        return len(self._numbers)

    def add(self, phrase: str) -> int:
        """Return the number of ``phrase``, adding it if it is new; ``ValueError`` if it holds no word."""
        key = stems(phrase, self.language)
        if self._rewrite is not None:
            key = self._rewrite(key)
        if not key:
            raise ValueError(f"the phrase {phrase!r} holds no word that can be matched")
        if key in self._numbers:
            return self._numbers[key]
        number = self._numbers[key] = len(self._numbers)
        node = self._root
        for stem in key:
            node = node.children.setdefault(stem, _Node())
        node.phrase = number
        return number

    def find(self, sentence: tuple[str, ...]) -> Iterator[Hit]:
        """Yield every occurrence of every phrase in the stems of one sentence."""
        first = self._root.children
        for start, stem in enumerate(sentence):
            node = first.get(stem)
            position = start
            while node is not None:
                position += 1
                if node.phrase >= 0:
                    yield Hit(node.phrase, start, position)
                node = node.children.get(sentence[position]) if position < len(sentence) else None
