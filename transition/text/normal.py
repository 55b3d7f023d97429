"""Cleaning text, and folding away spelling habits that do not change its meaning."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_PLAIN = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "‐": "-", "‑": "-", "ð": "đ", "Ð": "Đ"})
_TONE_PAIRS = [("oa", "òóỏõọ", "àáảãạ"), ("oe", "òóỏõọ", "èéẻẽẹ"), ("uy", "ùúủũụ", "ỳýỷỹỵ")]
_TONE_FOLD = {
    vowels[0] + late: early + vowels[1]
    for vowels, earlies, lates in _TONE_PAIRS
    for early, late in zip(earlies, lates, strict=True)
}
_TONE = re.compile("(?<!q)(?:" + "|".join(_TONE_FOLD) + ")")
_FINAL_Y = re.compile(r"^(qu|[bcdđghklmnprstvx]+)([yỳýỷỹỵ])$")
_Y_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_SPELLING = [(re.compile(r"is(e|ed|es|er|ing|ation|ations)$"), r"iz\1"), (re.compile(r"our(s|al|ed|ing)?$"), r"or\1")]


def clean(text: str) -> str:
    """Return ``text`` in NFC without invisible characters, with plain spaces and hyphens; safe to quote."""
    return unicodedata.normalize("NFC", text.translate(_INVISIBLE).translate(_PLAIN))


@lru_cache(maxsize=65536)
def strip_marks(text: str) -> str:
    """Return ``text`` without diacritics (``đ`` becomes ``d``)."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c)))


@lru_cache(maxsize=65536)
def fold_vietnamese(word: str) -> str:
    """Return one lower-case syllable with tone placement and final i/y folded, for matching only."""
    word = _TONE.sub(lambda m: _TONE_FOLD[m.group()], word)
    final = _FINAL_Y.match(word)
    return final.group(1) + final.group(2).translate(_Y_TO_I) if final else word


def fold_english(word: str) -> str:
    """Return one lower-case word with British and American endings made equal, for matching only."""
    if len(word) > 5:  # noqa: PLR2004 - "four", "rise": short words keep their letters
        for pattern, replacement in _SPELLING:
            word = pattern.sub(replacement, word)
        if word.startswith("programm"):
            word = "program" + word[8:].removeprefix("e")
    return word
