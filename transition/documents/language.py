"""Which language a passage is written in: letters first, then words, then the document around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from transition.documents import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD: Final = re.compile(r"[^\W\d_]+")
_MARKS: Final = "ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_MARKED: Final = re.compile(rf"[^\W\d_]*[{_MARKS}{_MARKS.upper()}][^\W\d_]*")
_ONLY: Final = "ăđơưảẵằắẳặấầẩẫậẻẽẹếềểễệỉịỏọốồổỗộớờởỡợủụứừửữựỷỹỵ"
_ONLY_VIETNAMESE: Final = re.compile(f"[{_ONLY}{_ONLY.upper()}]")
_LONGEST_SYLLABLE: Final = 7
_SURE: Final = 0.25
"""Share of words with a mark above which a text is Vietnamese, whatever else stands in it."""


@lru_cache(maxsize=4096)
def detect(text: str) -> str:
    """Return ``vi``, ``en``, or "" where the text is too short or too neutral to say."""
    words = _WORD.findall(text)
    if not words:
        return ""
    if not text.isascii() and _ONLY_VIETNAMESE.search(text):
        share = len(_MARKED.findall(text)) / len(words)
        return "vi" if share >= _SURE or _english([word.lower() for word in words]) < 2 else "en"  # noqa: PLR2004
    return _unmarked(words)


def _english(words: list[str]) -> int:
    """Return how many words, in lower case, are common English ones."""
    return sum(map(vocabulary.group("language", "words").__contains__, words))


def _unmarked(words: list[str]) -> str:
    """Judge text without a Vietnamese letter: a heading typed without accents, English, or neither."""
    lower = [word.lower() for word in words if len(word) > 1 and not (len(word) < 5 and word.isupper())]  # noqa: PLR2004 - codes
    if not lower:
        return ""
    folded = lower if all(map(str.isascii, lower)) else [vocabulary.fold(word) for word in lower]
    hits = sum(map(vocabulary.group("language", "syllables").__contains__, folded))
    english = _english(lower)
    if hits >= 2 and hits >= 0.6 * len(lower) and hits > english:  # noqa: PLR2004 - two syllables make a word
        return "vi"
    if english or len(lower) > 3 or max(map(len, folded)) > _LONGEST_SYLLABLE:  # noqa: PLR2004
        return "en"
    return ""


def of_document(passages: Iterable[tuple[str, int]]) -> str:
    """Return the language most of a document is written in, ``en`` where nothing says.

    ``passages`` are the language of each passage, "" where it does not say, and its length.
    """
    weight = {"en": 0, "vi": 0, "": 0}
    for found, length in passages:
        weight[found] += length
    return "vi" if weight["vi"] > weight["en"] else "en"
