"""Sentences and stems of a text, one spaCy tokenizer per language.

The pipelines are blank (rules only, no model to download): ``en`` with Snowball stems, ``xx`` for Vietnamese,
whose syllables are the units that match best.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from transition.text.normal import fold_english, fold_vietnamese, strip_marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

_EDGES = "".join(c for c in map(chr, range(33, 127)) if not c.isalnum()) + "…–—“”‘’«»•·"
_MARKS = re.compile("[/:]")
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
PLAIN = "vi-plain"
_LONGEST = 100_000  # characters of one passage that are looked at; nobody writes a longer paragraph on purpose


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where it stands in its text, and its stems in order."""

    start: int
    end: int
    stems: tuple[str, ...]


@cache
def _words(language: str, group: str) -> frozenset[str]:
    table = tomllib.loads(files(__package__).joinpath("words", f"{language}.toml").read_text(encoding="utf-8"))
    return frozenset(table.get(group, ()))


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    if language == "vi":
        return lambda word: fold_vietnamese(word.lower())
    import snowballstemmer

    english = snowballstemmer.stemmer("english")
    return lru_cache(maxsize=65536)(lambda word: english.stemWord(fold_english(word.lower())))


@cache
def _pipeline(language: str) -> Language:
    import spacy

    nlp = spacy.blank("en" if language == "en" else "xx")
    nlp.max_length = _LONGEST + 1
    nlp.add_pipe("sentencizer")
    return nlp


def light_words(language: str) -> frozenset[str]:
    """Return the words that do not count inside a phrase."""
    return _words(language, "light")


@cache
def stop_stems(language: str) -> frozenset[str]:
    """Return the stems too common to tell one topic from another."""
    if language == PLAIN:
        return frozenset(strip_marks(s) for s in stop_stems("vi"))
    words = set(_words(language, "stop")) or set(_pipeline(language).Defaults.stop_words)
    return frozenset(_stemmer(language)(w) for w in words)


def is_unmarked(text: str) -> bool:
    """Return whether ``text`` holds no diacritic at all (Vietnamese typed without its marks)."""
    return text.isascii() or strip_marks(text) == text


def variant(text: str, language: str) -> str:
    """Return how ``text`` is to be compared: ``vi-plain`` where Vietnamese was typed without its marks."""
    return PLAIN if language == "vi" and is_unmarked(text) else language


def sentences(text: str, language: str) -> tuple[Sentence, ...]:
    """Return the sentences of ``text``; ``vi-plain`` gives stems without diacritics."""
    return many([text], language)[0]


def many(texts: Sequence[str], language: str) -> list[tuple[Sentence, ...]]:
    """Return the sentences of each text, in one pass of the tokenizer."""
    plain, language = language == PLAIN, "vi" if language == PLAIN else language
    stem = _stemmer(language)
    light = _words(language, "light")
    joined = _words(language, "joined")
    result = []
    for doc in _pipeline(language).pipe(t[:_LONGEST] for t in texts):
        spans = []
        for span in doc.sents:
            stems = _stems([t.text for t in span], stem, light, joined)
            if stems:
                spans.append(
                    Sentence(span.start_char, span.end_char, tuple(strip_marks(s) for s in stems) if plain else stems)
                )
        result.append(tuple(spans))
    return result


@lru_cache(maxsize=100_000)
def stems(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of a short text such as a title or a phrase, its sentences not told apart."""
    plain, language = language == PLAIN, "vi" if language == PLAIN else language
    words = [t.text for t in _pipeline(language).tokenizer(text[:_LONGEST])]
    found = _stems(words, _stemmer(language), _words(language, "light"), _words(language, "joined"))
    return tuple(strip_marks(s) for s in found) if plain else found


def _pieces(token: str) -> tuple[str, ...]:
    """Return the words of one token: "cấp/", "và/hoặc" and "9001:2008" hide words behind a mark."""
    if token.isalnum() or token in _POSSESSIVE:
        return (token,)
    bare = (piece.strip(_EDGES) for piece in _MARKS.split(token))
    return tuple(piece for piece in bare if any(c.isalnum() for c in piece))


def _stems(
    words: list[str], stem: Callable[[str], str], light: frozenset[str], joined: frozenset[str]
) -> tuple[str, ...]:
    kept: list[str] = []
    prefix = ""
    for word in (piece for token in words for piece in _pieces(token)):
        lower = word.lower()
        if lower in light or word in _POSSESSIVE:
            continue
        if lower in joined:
            kept += [stem(prefix)] if prefix else []
            prefix = lower
            continue
        kept.append(stem(prefix + lower))
        prefix = ""
    if prefix:
        kept.append(stem(prefix))
    return tuple(kept)
