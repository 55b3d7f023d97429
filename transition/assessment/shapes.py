"""Sentences whose shape says that they state nothing: questions, blanks, names, definitions, references, what once was.

The shapes are grammar; the words they are made of are closed classes of a language and stand in its word list.
"""

from __future__ import annotations

import re
from functools import cache

from transition.text.tokens import PLAIN, Sentence, words_of

QUESTION, PLACEHOLDER, DEFINITION, NAMES = "question", "placeholder", "definition", "names-only"
POINTER, PAST, PLAN = "pointer", "past", "plan"
_ASKED = re.compile(r"\?\s*(?:\([^)]*\)?)?[”\"]?$")
_BLANK = re.compile(
    r"_{3,}|\.{6,}|…{2,}|\*{3}|\{\{|<[^<>\n]{3,60}>|\[[^\[\]\n]{3,200}\]|\b[xX]{3,}\b|\*[^*]*\b(?:complete|fill)\b[^*]*\*"
)
_FIELD = re.compile(r"[|☐☑☒□]")
_LEAST_WORDS = 4  # a blank in a shorter text is the field of a form
_PIECES = re.compile(r"[;|/,]|\.\s|\s[–—-]\s|^[–—-]\s")
_NUMBER = r"[A-ZĐ]{1,5}(?:[-.][A-ZĐ]{1,5})*[-.]?\s?\d+(?:[-.]\d+)*"
_CODE = re.compile(rf"\b(?:{_NUMBER}|\d+(?:\.\d+)*)\b|\([^)]*\)")
_LABELLED = re.compile(
    rf"(?:{_NUMBER}\b|[A-ZĐ]{{1,5}}[-.][\w.-]*\d[\w.-]*\b|[A-ZĐ]{{2,6}}\d*\s*[:–-]\s"
    r"|(?:Annex|Appendix|Phụ lục)\s+\w{1,3}\b)"
)
_SHORT = re.compile(r"(?:^|[;,]\s*)[A-ZĐ]{2,6}(?::|\s[=–—-])\s+\w")  # "NCR – nonconformity report"
_BRACKETS = re.compile(r"\([^)]*\)")
_LABEL_AND_REST = re.compile(r"^[^:→(]{3,}(?::\s|→)\s*(?P<where>.+)$")
_LEADERS = re.compile(r"\.{4,}\s*\d+")
_DOUBLED = re.compile(r"\b(?:N{2,}|X{2,}|Y{2,}|Z{2,})\b")
_FEW = 2
_MOST_WORDS = {"vi": 12}  # in a name; a Vietnamese word is written as two or three
_MOST_WORDS_ELSE = 6
_MOST_AFTER_COLON = 4
_SHARE = 0.5
_SHARE_OF_ROW = 0.6  # a row of a table tells more between its names
_PARTICIPLE = r"\w+(?:ed|en|ept|eld|ade|one|own|old|aid)\b"


def shape(text: str, sentence: Sentence, language: str, above: str = "") -> str:
    """Return what the shape of a sentence under the heading ``above`` makes of it, or "" for a plain one."""
    text = text.strip()
    base = "vi" if language == PLAIN else language
    if _ASKED.search(text) or _asking(base).search(text):
        return QUESTION
    if _is_blank(text, base) and len(sentence.stems) >= _LEAST_WORDS and not _FIELD.search(text):
        return PLACEHOLDER
    if _LEADERS.search(text):
        return NAMES  # a line of a table of contents
    if _definition(base).search(text) or (above and _of_terms(base).search(above) and _entry(base).search(text)):
        return DEFINITION
    if names_only(text, base):
        return NAMES
    if _is_pointer(text, base):
        return POINTER
    if _former(base).search(text) and not _current(base).search(text):
        return PAST
    return PLAN if _coming(base).search(text) else ""


@cache
def _any_of(language: str, group: str) -> str:
    """Return a pattern for any word of a group, the longest first; one that matches nothing where there is none."""
    words = sorted(words_of(language, group), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w) for w in words) + ")" if words else "(?!)"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _asking(language: str) -> re.Pattern[str]:
    """Return what finds "Say whether …" at the beginning of a sentence, and "yes / no" to be ticked."""
    ask, what, yes, no = (_any_of(language, g) for g in ("asking", "asked", "yes", "no"))
    return _compiled(rf"^\W*{ask}\b[^.;]{{0,90}}?\b{what}\b|\b{yes}\s*/\s*{no}(?:\s*/\s*[\w ]+)?\W*$")


def _is_blank(text: str, language: str) -> bool:
    bare = _LEADERS.sub(" ", text)
    return bool(_BLANK.search(bare) or _DOUBLED.search(bare) or _slot(language).search(bare))


@cache
def _slot(language: str) -> re.Pattern[str]:
    """Return what finds "by (role)", "Responsible: to be named" and "Describe here how …"."""
    slot, open_, tell, here = (_any_of(language, g) for g in ("slot", "open", "tell", "here"))
    return _compiled(rf"\(\s*{slot}\s*\)|[:(]\s*{open_}\s*[).]*$|^\W*{tell}\b[^.]*?\b{here}\b")


@cache
def _definition(language: str) -> re.Pattern[str]:
    """Return what finds "Risk register: a table in which …", "A form is a sheet that …", "By form is meant …"."""
    article, relative, sure, copula = (_any_of(language, g) for g in ("article", "relative", "definite", "copula"))
    lead = r"^[^:.;–—]{2,60}(?::|\s[–—-])\s+"
    subject = rf"^(?!.*[:;])(?:{article}\s+)?(?!{sure}\b)(?:[\w'’-]+\s+){{1,4}}?"
    by, mean, means, can = (_any_of(language, g) for g in ("by_term", "meaning", "means", "relative_may"))
    return _compiled(
        rf"{lead}(?:{article}\b[^.]{{0,70}}?\b{relative}\b|[^.:;]{{0,70}}?\b{can}\b)"
        rf"|{subject}{copula}\s+{article}\s[^.:;]{{0,70}}?\b{relative}\b"
        rf"|^{by}\s[^,.;]{{2,60}}\s{mean}\b|{subject}{means}\b"
    )


@cache
def _of_terms(language: str) -> re.Pattern[str]:
    """Return what finds a heading over definitions."""
    return _compiled(rf"\b{_any_of(language, 'terms')}\b")


@cache
def _entry(language: str) -> re.Pattern[str]:
    """Return what finds an entry of a glossary: a term without "the" or "each", and what it is, not what we do."""
    sure, states, ours = (_any_of(language, g) for g in ("definite", "states", "ours"))
    plain = rf"^(?!{sure}\b)(?!.*(?:;|\b{ours}\b|\b{_NUMBER}\b))"
    lead = r"(?:[^\s:;,.]+\s){0,5}?[^\s:;,.]+(?::|\s[–—-])\s+"
    subject = r"(?:[\w'’-]+\s+){1,8}?"
    return _compiled(rf"{plain}(?:{lead}(?!{sure}\b|{_PARTICIPLE})|{subject}{states}\s+(?!{_PARTICIPLE}))")


@cache
def _former(language: str) -> re.Pattern[str]:
    """Return what finds "Until 2012 … was …", "In the days of the old plant … were …"."""
    lead, was = _any_of(language, "former"), _any_of(language, "was")
    return _compiled(rf"^(?:\w+\s+){{0,2}}?{lead}\b.*\b{was}\b")


@cache
def _current(language: str) -> re.Pattern[str]:
    return _compiled(rf"\b{_any_of(language, 'current')}\b")


@cache
def _coming(language: str) -> re.Pattern[str]:
    """Return what finds "will be … in the spring to come": a period and, after it, that it is still to come."""
    will, period, next_ = (_any_of(language, g) for g in ("will", "period", "coming"))
    time = rf"\b{period}\b[^,.;:]{{0,40}}?\s{next_}(?=[,.;]|$)"
    return _compiled(rf"\b{will}\b.*{time}|{time}.*\b{will}\b")


def _is_pointer(text: str, language: str) -> bool:
    """Return whether nothing stands after a label, or after "as to …,", but where else to look ("Audits: → QP-07")."""
    found = _LABEL_AND_REST.match(text) or _regarding(language).match(text)
    return found is not None and not _reference(language).sub("", _CODE.sub(" ", found["where"]))


@cache
def _regarding(language: str) -> re.Pattern[str]:
    return _compiled(rf"^{_any_of(language, 'regarding')}\s[^.;:]*?,\s*(?P<where>.+)$")


@cache
def _reference(language: str) -> re.Pattern[str]:
    """Return what finds the words of a reference: names of parts of documents, codes and marks."""
    return _compiled(rf"\b{_any_of(language, 'pointing')}\b|\b\w\b|\b[a-zđ]+(?:-[a-zđ\d]+)+\b|[\W\d]")


def names_only(text: str, language: str) -> bool:
    """Return whether a text only lists names or abbreviations ("F-01 Audit plan; F-02 Audit report")."""
    if len(_SHORT.findall(text)) >= _FEW:
        return True
    if _verbal(language).search(text):
        return False
    row = "|" in text
    most = _MOST_WORDS_ELSE if row else _MOST_WORDS.get(language, _MOST_WORDS_ELSE)
    split = _PIECES.split(_BRACKETS.sub(" ", text))
    pieces = [p for p in (piece.strip(' .:-–—"“”') for piece in split) if any(c.isalpha() for c in p)]
    if len(pieces) < _FEW or any(len(_CODE.sub(" ", p).split()) > most for p in pieces):
        return False
    named = sum(_is_name(piece, language, row) for piece in pieces)
    return named >= _FEW and named >= (_SHARE_OF_ROW if row else _SHARE) * len(pieces)


@cache
def _verbal(language: str) -> re.Pattern[str]:
    """Return what finds a word by which something is said of documents, or how long they are kept."""
    return _compiled(rf"\b{_any_of(language, 'auxiliary')}\b|\d\s*{_any_of(language, 'duration')}\b")


def _is_name(piece: str, language: str, row: bool) -> bool:
    """Return whether a piece is a document's name, or a code with few words behind it (in a row, or none)."""
    name = _CODE.sub(" ", piece).strip(" .:-–—").lower()
    most = _MOST_AFTER_COLON if ":" in piece else _MOST_WORDS.get(language, _MOST_WORDS_ELSE)
    if _LABELLED.match(piece) and (row or name) and len(name.split()) <= most:
        return True
    nouns = words_of(language, "document")
    # A Vietnamese name begins with what it is, an English one may end with it as well.
    return any(name == n or name.startswith(f"{n} ") or (language != "vi" and name.endswith(n)) for n in nouns)


def acts(subject: str, text: str, language: str) -> bool:
    """Return whether a subject stands in a text by the letter, and nothing is done to it ("suppliers are evaluated").

    Stems do not tell the manufacturer from what he manufactures.
    """
    base, name = "vi" if language == PLAIN else language, re.escape(subject.removesuffix("s"))
    if language == PLAIN or not re.search(rf"\b{name}", text, re.IGNORECASE):
        return language == PLAIN
    return not _compiled(rf"\b{name}\w{{0,3}}\s+{_any_of(base, 'acted_on')}\b").search(text)
