"""Which language a passage is written in: letters first, then words, then the document around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from transition.documents import vocabulary

_WORD: Final = re.compile(r"[^\W\d_]+")
_MARKED: Final = re.compile(
    "[ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
_ONLY_VIETNAMESE: Final = re.compile("[ăđơưảẵằắẳặấầẩẫậẻẽẹếềểễệỉịỏọốồổỗộớờởỡợủụứừửữựỷỹỵ]", re.IGNORECASE)
_LONGEST_SYLLABLE: Final = 7


@lru_cache(maxsize=4096)
def detect(text: str) -> str:
    """Return ``vi``, ``en``, or "" where the text is too short or too neutral to say."""
    words = _WORD.findall(text)
    if not words:
        return ""
    marked = sum(1 for word in words if _MARKED.search(word))
    if marked and _ONLY_VIETNAMESE.search(text):
        share = marked / len(words)
        return "vi" if share >= 0.25 or _english(words) < 2 else "en"  # noqa: PLR2004
    return _unmarked(words)


def _english(words: list[str]) -> int:
    known = vocabulary.group("language", "words")
    return sum(1 for word in words if word.lower() in known)


def _unmarked(words: list[str]) -> str:
    """Judge text without a Vietnamese letter: a heading typed without accents, English, or neither."""
    words = [word for word in words if len(word) > 1 and not (word.isupper() and len(word) < 5)]  # noqa: PLR2004 - codes
    if not words:
        return ""
    syllables = vocabulary.group("language", "syllables")
    lower = [vocabulary.fold(word) for word in words]
    hits = sum(1 for word in lower if word in syllables)
    english = _english(words)
    if hits >= 2 and hits >= 0.6 * len(words) and hits > english:  # noqa: PLR2004 - two syllables make a word
        return "vi"
    if english or sum(1 for word in lower if len(word) > _LONGEST_SYLLABLE) or len(words) > 3:  # noqa: PLR2004
        return "en"
    return ""


def of_document(texts: list[str]) -> str:
    """Return the language most of the text of a document is written in, ``en`` where nothing says."""
    weight = {"en": 0, "vi": 0}
    for text in texts:
        found = detect(text)
        if found:
            weight[found] += len(text)
    return "vi" if weight["vi"] > weight["en"] else "en"


def of_passage(text: str, document: str) -> str:
    """Return the language of one passage, that of its document where the passage itself does not say."""
    return detect(text) or document
