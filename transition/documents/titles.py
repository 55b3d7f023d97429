"""The title of a document and the sort of document it is."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from transition.documents import vocabulary
from transition.documents.numbers import typed_number
from transition.documents.tidy import one_line

if TYPE_CHECKING:
    from transition.documents.drafts import Draft

_WORDS: Final = 18
_BLOCK: Final = 25
_GENERIC: Final = re.compile(r"^(document\s?\d*|microsoft word.*|untitled.*|word document|.*\.docx?)$", re.IGNORECASE)


def choose(drafts: list[Draft], labelled: str, stored: str, named: str, code: str) -> str:
    """Return the title: labelled as such, else of the title page or page header, else stored, else the file's name."""
    for title in (labelled, _styled(drafts), _best_line(drafts), _stored(stored)):
        cleaned = _clean(title, code)
        if cleaned:
            return cleaned
    return named


def _styled(drafts: list[Draft]) -> str:
    lines = [d.text for d in drafts if d.part == "body" and d.paragraph is not None and d.paragraph.style.is_title]
    return one_line(" ".join(lines[:2])) if lines else ""


def _stored(title: str) -> str:
    return "" if _GENERIC.match(title.strip()) else title


def _clean(title: str, code: str) -> str:
    title = one_line(title)
    if code and title.upper().startswith(code.upper()):
        title = title[len(code) :]
    return title.strip(" :–-.|")


def _best_line(drafts: list[Draft]) -> str:
    """Return the line of the page header or first page that looks most like a title."""
    best, best_score = "", 2.0
    lines = _candidates(drafts)
    for index, (text, look_score) in enumerate(lines):
        folded = vocabulary.fold(text)
        words = folded.split()
        if (
            not words
            or len(words) > _WORDS
            or folded in vocabulary.group("outline", "letterhead")
            or ": " in text
            or ";" in text
        ):
            continue
        has_type = find_type(text) != ""
        if text.endswith((":", ".")) or vocabulary.begins("outline", "stamps", folded):
            continue
        score = look_score + (3.0 if has_type else 0.0)
        score -= 2.0 if len(words) == 1 and not has_type else 0.0
        if score > best_score:
            following = lines[index + 1][0] if index + 1 < len(lines) else ""
            bare = folded in _bare_types() and following and ": " not in following
            best, best_score = (f"{text} {following}" if bare else text), score
    return best


def _candidates(drafts: list[Draft]) -> list[tuple[str, float]]:
    """Return the lines before the first section, with how much each stands out."""
    out: list[tuple[str, float]] = []
    count = 0
    for draft in drafts:
        if draft.part == "header":
            pieces = draft.paragraph.pieces if draft.paragraph else ()
            cells = draft.text.split(" | ") if draft.cells else list(pieces) or [draft.text]
            out += [(one_line(c), 0.5) for c in cells]
            continue
        if draft.part not in ("body", "textbox"):
            continue
        count += 1
        if count > _BLOCK or (draft.kind == "heading" and (draft.role or typed_number(draft.text) or draft.number)):
            break
        if draft.kind in ("toc", "revision-history", "distribution", "approval"):
            continue
        if draft.cells and (draft.header_row or any(draft.heads)):
            break
        if draft.cells:
            out += [(one_line(c), 0.5) for c in draft.cells]
        elif draft.paragraph is not None and len(draft.text) <= 200:  # noqa: PLR2004
            look = draft.paragraph.look
            score = 1.0 * look.bold + 1.0 * look.centred + 0.5 * look.caps + (1.0 if look.size >= 28 else 0.0)  # noqa: PLR2004
            out.append((one_line(draft.text), score))
    return out


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    pairs = [(p, key) for key in vocabulary.keys("types") for p in vocabulary.group("types", key)]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def _bare_types() -> frozenset[str]:
    return frozenset(phrase for phrase, _ in _phrases())


def find_type(text: str) -> str:
    """Return the type of document a title names, "" for none.

    A title begins with its sort ("Quy trình …", "Procedure for …") or ends with it ("… procedure").
    """
    folded = f" {vocabulary.fold(text)} "
    hits = [(folded.index(f" {p} "), len(p), key) for p, key in _phrases() if f" {p} " in folded]
    if not hits:
        return ""
    first = min(hits, key=lambda h: (h[0], -h[1]))
    if first[2] == "decision" and any(h[2] == "declaration" for h in hits):
        return "declaration"
    if first[0] == 0:
        return first[2]
    english = [h for h in hits if vocabulary.fold(text)[h[0] : h[0] + h[1]] in _english_types()]
    return max(english, key=lambda h: (h[0] + h[1], h[1]))[2] if english else first[2]


@cache
def _english_types() -> frozenset[str]:
    return frozenset(vocabulary.fold(p) for phrases in vocabulary.load("en")["types"].values() for p in phrases)


@cache
def _prefixes() -> dict[str, str]:
    return {
        prefix.upper(): key
        for language in vocabulary.LANGUAGES
        for key, prefixes in vocabulary.load(language)["codes"].items()
        for prefix in prefixes
    }


def type_of(title: str, code: str, named: str) -> str:
    """Return the type of a document by its title, else its code, else the name of its file."""
    prefix = re.match(r"[A-Za-zĐ]+", code)
    by_code = _prefixes().get(prefix[0].upper(), "") if prefix else ""
    by_title = find_type(title)
    if by_code in ("form", "work-instruction", "procedure") and by_title not in ("manual", "declaration", "policy"):
        return by_code
    if "/QĐ" in code.upper() or "/QD" in code.upper():
        return by_title if by_title == "declaration" else "decision"
    return by_title or by_code or find_type(named) or "other"
