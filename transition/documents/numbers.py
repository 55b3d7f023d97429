"""Numbers typed by hand or printed by Word at the start of a line, and the family each belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from transition.documents import vocabulary

_DECIMAL: Final = re.compile(r"(\d{1,2}(?:\s?\.\s?\d{1,2}){0,5})(?!\d)\s?([.)/:]?[.)]?)(?=\s|$|[^\W\d_])")
_ROMAN: Final = re.compile(r"([IVX]{1,6})\s?([.)/])(?=\s|$|[^\W\d_])")
_LETTER: Final = re.compile(r"([A-H])\s?([.)/])(?=\s|$)")
_ITEM: Final = re.compile(r"(?:([-–—•●▪■◆□➢✓*+·])|\(?([a-zđ]|[ivx]{1,4}|\d{1,2})\))(?=\s|[^\W\d_])")
_VALUE: Final = re.compile(r"\s*([0-9]{1,3}|[IVXLC]{1,6}|[A-H])\b\s*([.:)–-]?)\s*")


@dataclass(frozen=True, slots=True)
class Number:
    """A number before a line: its family (decimal, roman, letter, word), depth, and where the text goes on."""

    text: str
    family: str
    depth: int
    end: int
    closed: bool
    """Whether a mark follows the number ("3." but not "3")."""


def typed_number(text: str) -> Number | None:
    """Return the heading-like number a line begins with, ``None`` if it has none."""
    start = len(text) - len(text.lstrip())
    line = text[start:]
    first = line[:1]
    if not (first.isupper() or first.isdigit()):
        return None
    word = _word_number(line, start)
    if word is not None:
        return word
    for family, pattern in (("decimal", _DECIMAL),) if first.isdigit() else (("roman", _ROMAN), ("letter", _LETTER)):
        found = pattern.match(line)
        if found:
            number = found[1].replace(" ", "")
            depth = _depth(number) if family == "decimal" else 1
            return Number(found[0].strip(), family, depth, start + found.end(), bool(found[2]))
    return None


def _depth(number: str) -> int:
    """Return how deep a decimal number is; "1.0" is the old way to write "1"."""
    parts = number.split(".")
    return len(parts) - 1 if len(parts) == 2 and parts[1] == "0" else len(parts)  # noqa: PLR2004


def _word_number(line: str, start: int) -> Number | None:
    """Return a number with a word before it: "Part 2", "ĐIỀU 3."."""
    if not line[:1].isupper():
        return None
    head = line.split(maxsplit=3)
    if vocabulary.fold(head[0]) not in _first_words():
        return None
    for count in (2, 1):
        if len(head) <= count:
            continue
        name = " ".join(head[:count])
        rank = vocabulary.ranks("outline", "numbered").get(vocabulary.fold(name))
        if rank is None:
            continue
        offset = line.index(head[count - 1]) + len(head[count - 1])
        value = _VALUE.match(line, offset)
        if value and (name[0].isupper() or name.isupper()):
            return Number(line[: value.end()].strip(), f"word{rank}", 1, start + value.end(), bool(value[2]))
    return None


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in vocabulary.ranks("outline", "numbered"))


def item_mark(text: str) -> str:
    """Return the mark of a list item typed by hand ("-", "+", "a", "1"), "" if there is none."""
    found = _ITEM.match(text)
    if not found:
        return ""
    mark = found[1] or found[2]
    return mark if found[1] else "1" if mark.isdigit() else "a"


@lru_cache(maxsize=4096)
def label_number(label: str) -> Number | None:
    """Return the family and depth of a label printed by Word ("4.2.3", "Article 3.", "a)")."""
    found = typed_number(label + " ")
    if found is not None:
        return found
    inner = label.strip("().-–: ")
    if not inner:
        return None
    family = "small" if inner.islower() else "letter"
    return Number(label, family, 1, len(label), closed=True)
