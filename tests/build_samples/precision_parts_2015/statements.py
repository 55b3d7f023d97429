"""Tags in the content markup: which words of a document state which element of a requirement.

``{4.1-1: The team looks …}`` tags a sentence, a list item, a cell or, across its bars, a whole table row. A tag is the id of
a requirement of one element, or the id with the letter of the element behind it (``4.2-bb``); several stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TAGGED = re.compile(r"\{(\d[\w.\- ]*): ([^{}]*)\}")
LOOK = re.compile(r"\*\*|__|~~|\[\[|\]\]")
BAR = " | "


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """One place of one document that states one element."""

    requirement: str
    element: str
    document: str
    text: str


def without_tags(text: str) -> str:
    """Give the content as it is printed."""
    return TAGGED.sub(r"\2", text)


def tagged(text: str) -> list[tuple[str, str]]:
    """Give each tag with the words it stands for, as a reader of the Word file gets them."""
    found = []
    for match in TAGGED.finditer(text):
        words = LOOK.sub("", match[2]).strip()
        if "|" in words:
            words = BAR.join(cell.strip() for cell in words.split("|")).rstrip("| ")
        found += [(tag, words) for tag in match[1].split()]
    return found


def named(tag: str, elements: Mapping[str, Iterable[str]]) -> tuple[str, str]:
    """Tell which element of which requirement a tag names; ``elements`` holds the letters by requirement."""
    if tag in elements and len(tuple(elements[tag])) == 1:
        return tag, next(iter(elements[tag]))
    requirement, element = tag[:-1], tag[-1]
    if element not in elements.get(requirement, ()):
        raise ValueError(f"no such element: {tag}")
    return requirement, element


def placed(words: str, passages: Iterable[str]) -> list[str]:
    """Give the words as they stand in the passages of the document; a row read cell by cell gives its cells.

    Words that stand nowhere, or in several passages, raise: an ablation could not tell which to take out.
    """
    texts = tuple(passages)
    parts = [words] if any(words in text for text in texts) else words.split(BAR)
    for part in parts:
        places = sum(part in text for text in texts)
        if places != 1:
            raise ValueError(f"stands in {places} passages: {part}")
    return parts
