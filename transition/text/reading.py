"""Passages read once: their sentences, for every room that looks at words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from transition.model import Passage
from transition.text.tokens import Sentence, many, sentences, variant

Read = Mapping[str, tuple[Sentence, ...]]
"""Passage id → its sentences."""


def read_passages(passages: Iterable[Passage]) -> dict[str, tuple[Sentence, ...]]:
    """Return the sentences of each passage by its id, one tokenizer pass per language."""
    groups: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        groups[variant(passage.text, passage.language)].append(passage)
    found: dict[str, tuple[Sentence, ...]] = {}
    for language, members in sorted(groups.items()):
        found.update(zip((p.id for p in members), many([p.text for p in members], language), strict=True))
    return found


@lru_cache(maxsize=20_000)
def read_heading(text: str, language: str) -> tuple[Sentence, ...]:
    """Return the sentences of a heading, list lead or title; the same ones come again and again."""
    return sentences(text, language)
