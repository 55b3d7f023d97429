"""Sentences whose shape says that they state nothing: questions, blanks to fill in, bare names, definitions."""

from __future__ import annotations

import re
from functools import cache

from transition.text.tokens import PLAIN, Sentence, words_of

QUESTION, PLACEHOLDER, DEFINITION, NAMES = "question", "placeholder", "definition", "names-only"
_ASKED = re.compile(r"\?\s*(?:\([^)]*\))?[”\"]?$")
_BLANK = re.compile(
    r"_{3,}|\.{6,}|…{2,}|\*{3}|\{\{|<[^<>\n]{3,60}>|\[[^\[\]\n]{3,200}\]|\b[xX]{3,}\b|\*[^*]*\b(?:complete|fill)\b[^*]*\*"
)
_FIELD = re.compile(r"[|☐☑☒□]")
_LEAST_WORDS = 4  # a blank in a shorter text is the field of a form
_PIECES = re.compile(r"[;|/,]|\.\s|\s[–—-]\s")
_CODE = re.compile(r"\b[A-ZĐ]{1,5}[-.]?[A-Z]?\d+(?:[-.]\d+)*\b|\b\d+\b|\([^)]*\)")
_LABELLED = re.compile(
    r"(?:[A-ZĐ]{1,5}[-.][\w.-]*\d[\w.-]*\b|[A-ZĐ]{2,6}\d*\s*[:–-]\s|(?:Annex|Appendix|Phụ lục)\s+\d)"
)
_LEADERS = re.compile(r"\.{4,}\s*\d+")
_FEW = 2
_MOST_WORDS = 6
_SHARE = 0.6


def shape(text: str, sentence: Sentence, language: str) -> str:
    """Return what the shape of a sentence makes of it, or "" for a plain one."""
    text = text.strip()
    if _ASKED.search(text):
        return QUESTION
    if _BLANK.search(_LEADERS.sub(" ", text)) and len(sentence.stems) >= _LEAST_WORDS and not _FIELD.search(text):
        return PLACEHOLDER
    if _LEADERS.search(text):
        return NAMES  # a line of a table of contents
    base = "vi" if language == PLAIN else language
    if _definition(base).search(text):
        return DEFINITION
    return NAMES if _only_names(text, base) else ""


@cache
def _definition(language: str) -> re.Pattern[str]:
    """Return what finds "Risk register: a table in which …" at the beginning of a sentence."""
    articles, relatives = (
        "|".join(re.escape(w) for w in sorted(words_of(language, group), key=lambda w: (-len(w), w)))
        for group in ("article", "relative")
    )
    if not relatives:
        return re.compile(r"(?!)")
    lead = r"^[^:.;–—]{2,60}(?::|\s[–—-])\s+"
    return re.compile(rf"{lead}(?:(?:{articles})\b)[^.]{{0,70}}?\b(?:{relatives})\b", re.IGNORECASE)


def _only_names(text: str, language: str) -> bool:
    """Return whether a text only lists names or abbreviations ("F-01 Audit plan; F-02 Audit report")."""
    pieces = [p for p in (piece.strip(' .:-–—"“”') for piece in _PIECES.split(text)) if any(c.isalpha() for c in p)]
    if len(pieces) < _FEW or any(len(_CODE.sub(" ", p).split()) > _MOST_WORDS for p in pieces):
        return False
    lower = text.lower()
    if any(re.search(rf"\b{re.escape(verb)}\b", lower) for verb in words_of(language, "auxiliary")):
        return False
    nouns = words_of(language, "document")
    named = sum(bool(_LABELLED.match(p)) or _is_document(_CODE.sub(" ", p).strip(), nouns) for p in pieces)
    return named >= _FEW and named >= _SHARE * len(pieces)


def _is_document(name: str, nouns: frozenset[str]) -> bool:
    return any(name.lower().endswith(noun) or name.lower().startswith(f"{noun} ") for noun in nouns)
