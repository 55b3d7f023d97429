"""Paragraphs that say a thing in one language and then in the other become one passage for each."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from transition.documents import language, vocabulary

if TYPE_CHECKING:
    from transition.documents.drafts import Draft

_PIECE: Final = re.compile(r"\n| / |(?<=[.;:!?]) (?=\S)|(?<=[.!?]\)) (?=\S)")
_WORDS: Final = 4
"""Words each half has at least: fewer are a name, a term or a translation of one word."""
_SIGNS: Final = 2
"""Common English words a text in both languages holds at least."""
_WHOLE: Final = frozenset({"heading", "header", "footer", "toc", "approval", "distribution", "revision-history"})


def split(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with such paragraphs taken apart; every character but the blank between stays in one of them.

    Headings and table rows stay whole: they are names, and a row is one statement.
    """
    out: list[Draft] = []
    for draft in drafts:
        cut = 0 if draft.text.isascii() or draft.cells or draft.kind in _WHOLE else place(draft.text)
        if cut:
            out.append(replace(draft, text=draft.text[:cut].rstrip()))
            out.append(replace(draft, text=draft.text[cut:].lstrip(), path=(*draft.path, 2), number="", paragraph=None))
        else:
            out.append(draft)
    return out


def place(text: str) -> int:
    """Return where the second language begins, 0 for a text in one language or in a mix of both."""
    words = text.lower().split()
    if len(words) < 2 * _WORDS or sum(map(vocabulary.group("language", "words").__contains__, words)) < _SIGNS:
        return 0
    starts = [0, *(found.end() for found in _PIECE.finditer(text))]
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    spoken = [(start, language.detect(piece), len(piece.split())) for start, piece in zip(starts, pieces, strict=True)]
    groups = [(key, list(group)) for key, group in groupby((s for s in spoken if s[1]), key=lambda s: s[1])]
    if len(groups) != 2 or any(sum(s[2] for s in group) < _WORDS for _, group in groups):  # noqa: PLR2004 - languages
        return 0
    return groups[1][1][0][0]
