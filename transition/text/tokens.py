"""Sentences and stems of a text, one spaCy tokenizer per language.

The pipelines are blank (rules only, no model to download): ``en`` with Snowball stems, ``xx`` for Vietnamese,
whose syllables are the units that match best.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from transition.text.normal import fold_english, fold_vietnamese, strip_marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

_EDGES = "".join(c for c in map(chr, range(33, 127)) if not c.isalnum()) + "…–—“”‘’«»•·"
_MARKS = re.compile("[/:]")
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_BREAKS = frozenset({"|", ":", ";", "–", "—", "-", "(", ")", "→"})
_STOPS = frozenset({",", ";"})
_QUOTES = frozenset('"“”„«»') | {"``", "''"}
PLAIN = "vi-plain"
_REMEMBERED = 65_536  # words and tokens
_LONGEST = 100_000  # characters of one passage that are looked at; nobody writes a longer paragraph on purpose


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where it stands in its text, and its stems in order.

    ``breaks`` are the stems before which a colon, semicolon, dash or bracket stands, ``stops`` those before which a
    comma or semicolon does; ``quoted`` are the stretches of stems between quotation marks
    that begin with a capital or figure.
    """

    start: int
    end: int
    stems: tuple[str, ...]
    breaks: tuple[int, ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()
    stops: tuple[int, ...] = ()


@cache
def _table(language: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("words", f"{language}.toml").read_text(encoding="utf-8"))


@cache
def _words(language: str, group: str) -> frozenset[str]:
    return frozenset(_table(language).get(group, ()))


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    if language == "vi":
        return lambda word: fold_vietnamese(word.lower())
    import snowballstemmer

    english = snowballstemmer.stemmer("english")
    irregular = _table(language).get("irregular", {})

    def stem(word: str) -> str:
        word = word.lower()
        return str(english.stemWord(fold_english(irregular.get(word, word))))

    return lru_cache(maxsize=_REMEMBERED)(stem)


@cache
def _pipeline(language: str) -> Language:
    import spacy

    nlp = spacy.blank("en" if language == "en" else "xx")
    nlp.max_length = _LONGEST + 1
    nlp.add_pipe("sentencizer")
    return nlp


@cache
def readable_languages() -> tuple[str, ...]:
    """Return the languages there are word lists of, without which nothing can be looked for in a language."""
    names = (file.name for file in files(__package__).joinpath("words").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def words_of(language: str, group: str) -> frozenset[str]:
    """Return a group of words of one language, as written in its list."""
    return _words(language, group)


def word_stems(language: str, group: str) -> frozenset[str]:
    """Return the stems of a group of words of one language."""
    plain, base = language == PLAIN, "vi" if language == PLAIN else language
    found = frozenset(_stemmer(base)(w) for w in _words(base, group))
    return frozenset(strip_marks(s) for s in found) if plain else found


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
    result = []
    for doc in _pipeline(language).pipe(t[:_LONGEST] for t in texts):
        spans = []
        for span in doc.sents:
            breaks: list[int] = []
            quotes: list[int] = []
            stops: list[int] = []
            words = [t.text for t in span]
            stems = _stems(words, language, breaks, quotes, stops)
            if stems:
                kept = tuple(strip_marks(s) for s in stems) if plain else stems
                place, quoted = (span.start_char, span.end_char), _pairs(quotes, len(kept), words)
                spans.append(Sentence(*place, kept, tuple(breaks), quoted, tuple(stops)))
        result.append(tuple(spans))
    return result


@lru_cache(maxsize=100_000)
def stems(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of a short text such as a title or a phrase, its sentences not told apart."""
    plain, language = language == PLAIN, "vi" if language == PLAIN else language
    # The tokenizer takes apart each stretch between blanks by itself, so a word met before need not go through again.
    found = _stems((t for word in text[:_LONGEST].split() for t in _tokens(word, language)), language)
    return tuple(strip_marks(s) for s in found) if plain else found


@lru_cache(maxsize=_REMEMBERED)
def _tokens(word: str, language: str) -> tuple[str, ...]:
    return tuple(t.text for t in _pipeline(language).tokenizer(word))


def _pieces(token: str) -> tuple[str, ...]:
    """Return the words of one token: "cấp/", "và/hoặc" and "9001:2008" hide words behind a mark."""
    if token.isalnum() or token in _POSSESSIVE:
        return (token,)
    bare = (piece.strip(_EDGES) for piece in _MARKS.split(token))
    return tuple(piece for piece in bare if any(c.isalnum() for c in piece))


def _pairs(quotes: list[int], size: int, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return the stretches between quotation marks that begin with a capital or figure, as a title does.

    One that is not closed reaches to the end of the sentence.
    """
    ends = [*quotes, size] if len(quotes) % 2 else quotes
    first = [after for mark, after in zip(words, [*words[1:], ""], strict=True) if mark in _QUOTES]
    pairs = ((ends[n], ends[n + 1]) for n in range(0, len(ends), 2) if not first[n][:1].islower())
    return tuple((start, end) for start, end in pairs if start < end)


class _Kind(Enum):
    """What a piece of a token is for the stems of a sentence."""

    WORD, JOINED, BREAK, QUOTE, STOP = range(5)


@lru_cache(maxsize=_REMEMBERED)
def _looked_up(token: str, language: str) -> tuple[tuple[_Kind, str, str], ...]:
    """Return what each piece of a token is, in small letters and as a stem; light words and other marks are nothing."""
    words = _pieces(token)
    if not words:
        marks = ((_BREAKS, _Kind.BREAK), (_QUOTES, _Kind.QUOTE), (_STOPS, _Kind.STOP))
        return tuple((kind, "", "") for tokens, kind in marks if token in tokens)
    light, joined, stem = _words(language, "light"), _words(language, "joined"), _stemmer(language)
    counted = (word.lower() for word in words if word not in _POSSESSIVE)
    return tuple(
        (_Kind.JOINED, word, "") if word in joined else (_Kind.WORD, word, stem(word))
        for word in counted
        if word not in light
    )


def _stems(
    tokens: Iterable[str],
    language: str,
    breaks: list[int] | None = None,
    quotes: list[int] | None = None,
    stops: list[int] | None = None,
) -> tuple[str, ...]:
    noted = {_Kind.BREAK: breaks, _Kind.QUOTE: quotes, _Kind.STOP: stops}
    kept: list[str] = []
    prefix = ""
    for token in tokens:
        for kind, word, stem in _looked_up(token, language):
            if kind is _Kind.WORD:
                kept.append(_stemmer(language)(prefix + word) if prefix else stem)
                prefix = ""
            elif kind is _Kind.JOINED:
                kept += [_stemmer(language)(prefix)] if prefix else []
                prefix = word
            elif (places := noted[kind]) is not None and (kept or kind is not _Kind.BREAK):
                places.append(len(kept))
    if prefix:
        kept.append(_stemmer(language)(prefix))
    return tuple(kept)
