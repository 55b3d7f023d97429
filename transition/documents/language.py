"""Which language a passage is written in: letters first, then words, then the document around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from transition.documents import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD: Final = re.compile(r"[^\W\d_]+")
_ONLY: Final = "ăđơưảẵằắẳặấầẩẫậẻẽẹếềểễệỉịỏọốồổỗộớờởỡợủụứừửữựỷỹỵ"
_ONLY_VIETNAMESE: Final = re.compile(f"[{_ONLY}{_ONLY.upper()}]")
_LONG_WORD: Final = re.compile(r"[a-z]{2,}")
_CAPITALS: Final = re.compile(r"[A-Z]{2}")
_ENOUGH: Final = 120
"""Letters of a text without accents by which its language is judged."""
_LONGEST_SYLLABLE: Final = 7
_SURE: Final = 0.25
"""Share of words with an accent above which a text is Vietnamese, whatever else stands in it."""


@lru_cache(maxsize=4096)
def detect(text: str) -> str:
    """Return ``vi``, ``en``, or "" where the text is too short or too neutral to say."""
    if text.isascii():
        return _plain(text if len(text) <= _ENOUGH else text[: text.rfind(" ", 0, _ENOUGH)])
    words = _WORD.findall(text)
    if not words:
        return ""
    if _ONLY_VIETNAMESE.search(text):
        share = 1 - sum(map(str.isascii, words)) / len(words)
        return "vi" if share >= _SURE or _english([word.lower() for word in words]) < 2 else "en"  # noqa: PLR2004
    return _unmarked(_long_words(words))


def _plain(text: str) -> str:
    """Judge text without any accent."""
    if _CAPITALS.search(text):
        return _unmarked(_long_words(_WORD.findall(text)))
    return _unmarked(_LONG_WORD.findall(text.lower()))


def _long_words(words: list[str]) -> list[str]:
    """Return the words of more than a letter, in lower case, without codes in capitals."""
    return [word.lower() for word in words if len(word) > 1 and not (len(word) < 5 and word.isupper())]  # noqa: PLR2004


def _english(words: list[str]) -> int:
    """Return how many words, in lower case, are common English ones."""
    return sum(map(vocabulary.group("language", "words").__contains__, words))


def _unmarked(lower: list[str]) -> str:
    """Judge text without a Vietnamese letter: a heading typed without accents, English, or neither."""
    if not lower:
        return ""
    folded = lower if all(map(str.isascii, lower)) else [vocabulary.fold(word) for word in lower]
    hits = sum(map(vocabulary.group("language", "syllables").__contains__, folded))
    if hits >= 2 and hits >= 0.6 * len(lower) and hits > _english(lower):  # noqa: PLR2004 - two syllables make a word
        return "vi"
    if len(lower) > 3 or max(map(len, folded)) > _LONGEST_SYLLABLE or _english(lower):  # noqa: PLR2004
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
