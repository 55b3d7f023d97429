"""What the title of a section says it is: purpose, references, definitions and the like."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from transition.documents import vocabulary

_LOOSE: Final = ("definitions", "references")
"""Sections whose titles join several names ("Terms, definitions and abbreviations")."""


@lru_cache(maxsize=4096)
def section_role(text: str) -> str:
    """Return what a section of this title is (purpose, references …), "" for any other title."""
    for name in (text, *(text.split("/") if "/" in text else ())):
        folded = vocabulary.fold(name)
        for role in vocabulary.keys("sections"):
            if folded in vocabulary.group("sections", role):
                return role
        for role in _LOOSE:
            if _is_made_of(folded, role):
                return role
    return ""


def _is_made_of(title: str, role: str) -> bool:
    """Say whether a title holds a name of such a section and otherwise only words of such names."""
    names = vocabulary.group("sections", role)
    return _words_of(role).issuperset(title.split()) and any(f" {name} " in f" {title} " for name in names)


@cache
def _words_of(role: str) -> frozenset[str]:
    return frozenset(word for name in vocabulary.group("sections", role) for word in name.split())
