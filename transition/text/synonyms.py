"""Words of one meaning made one: "vendor" and "subcontractor" read as "supplier" before cues are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from transition.text.tokens import stems

_SAME = "same."  # begins the names of vocabulary groups whose phrases mean the same


def same_meaning(vocabulary: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the groups of phrases that mean the same, from the named groups of one language."""
    return [phrases for name, phrases in vocabulary.items() if name.startswith(_SAME)]


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    meaning: tuple[str, ...] = ()


class Synonyms:
    """Groups of phrases of one language; the first phrase of a group stands for all of them."""

    def __init__(self, language: str, groups: Iterable[Sequence[str]] = ()) -> None:
        """Take the groups; a phrase that stands in two of them belongs to the first."""
        self._root = _Node()
        for group in groups:
            meaning = stems(group[0], language) if group else ()
            for phrase in group:
                self._add(stems(phrase, language), meaning)

    def _add(self, phrase: tuple[str, ...], meaning: tuple[str, ...]) -> None:
        if not phrase:
            return
        node = self._root
        for stem in phrase:
            node = node.children.setdefault(stem, _Node())
        node.meaning = node.meaning or meaning

    def rewrite(self, sentence: tuple[str, ...]) -> tuple[str, ...]:
        """Return the stems of a sentence with every phrase of a group, the longest first, put as its meaning."""
        first = self._root.children
        if first.keys().isdisjoint(sentence):
            return sentence
        return tuple(stem for stem, _, _ in self._written(sentence))

    def origins(self, sentence: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        """Return, for each stem of the rewritten sentence, from where to where it stood in the sentence itself."""
        return tuple((start, end) for _, start, end in self._written(sentence))

    def _written(self, sentence: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
        position = 0
        while position < len(sentence):
            length, meaning = self._longest(sentence, position)
            end = position + (length or 1)
            for stem in meaning or sentence[position:end]:
                yield stem, position, end
            position = end

    def _longest(self, sentence: tuple[str, ...], start: int) -> tuple[int, tuple[str, ...]]:
        best: tuple[int, tuple[str, ...]] = (0, ())
        node, position = self._root.children.get(sentence[start]), start
        while node is not None:
            position += 1
            if node.meaning:
                best = (position - start, node.meaning)
            node = node.children.get(sentence[position]) if position < len(sentence) else None
        return best
