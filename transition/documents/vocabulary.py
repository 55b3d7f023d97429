"""The words of ``words/<language>.toml``, loaded once and folded for comparison."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from transition.text.normal import strip_marks

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Final = ("en", "vi")
_NOT_WORD: Final = re.compile(r"[\W_]+")


class _Unmarked(dict[int, str]):
    """Every letter met so far without its accents."""

    def __missing__(self, letter: int) -> str:
        found = self[letter] = strip_marks(chr(letter))
        return found


_PLAIN_LETTERS: Final = _Unmarked()


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Return text in lower case, without accents and punctuation, words one space apart."""
    if text.isascii():
        return _NOT_WORD.sub(" ", text.lower()).strip()
    return _NOT_WORD.sub(" ", text.translate(_PLAIN_LETTERS).lower()).strip()


@cache
def load(language: str) -> Mapping[str, Any]:
    """Return one file of words as it is written."""
    text = files("transition.documents").joinpath("words", f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def group(table: str, key: str) -> frozenset[str]:
    """Return one group of phrases of all languages, folded."""
    return frozenset(fold(p) for language in LANGUAGES for p in load(language).get(table, {}).get(key, ()))


@cache
def keys(table: str) -> tuple[str, ...]:
    """Return the keys of a table over all languages, in the order of the files."""
    return tuple(dict.fromkeys(k for language in LANGUAGES for k in load(language).get(table, {})))


@cache
def ranks(table: str, key: str) -> Mapping[str, int]:
    """Return folded words and the rank each is given."""
    pairs = (pair for language in LANGUAGES for pair in load(language)[table][key].items())
    return {fold(word): int(rank) for word, rank in pairs}


@cache
def pattern(table: str, key: str) -> re.Pattern[str]:
    """Return a pattern that finds any phrase of a group as whole words in folded text."""
    phrases = sorted(group(table, key), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")


@cache
def _opening(table: str, key: str) -> re.Pattern[str]:
    phrases = sorted(group(table, key), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, phrases)) + r")(?: |\Z)")


def begins(table: str, key: str, folded: str) -> bool:
    """Say whether a folded text is a phrase of a group or begins with one."""
    return _opening(table, key).match(folded) is not None
