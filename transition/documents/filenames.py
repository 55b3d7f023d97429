"""What a file's name says: code, revision and title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from transition.documents import vocabulary
from transition.text.normal import strip_marks

_CODE: Final = re.compile(
    r"^[\s_(\[]*"
    r"([A-Z][A-Za-zĐ]{0,6}\d{0,2}(?:[-._ ]?[A-Z]{1,7})*[-._ ]?\d{1,3}(?:[-._]\d{1,3}){0,3}[A-Z]?)(?![A-Za-z0-9])"
)
_TAIL: Final = re.compile(r"[\s_.-]+$")


@dataclass(frozen=True, slots=True)
class NameFacts:
    """Code, revision and title as a file's name gives them, each "" where it does not."""

    code: str
    revision: str
    title: str


@cache
def _revision_pattern() -> re.Pattern[str]:
    words = sorted((w for w in vocabulary.group("copies", "revision") if w), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})[\s._-]*(\d{{1,3}}(?:\.\d{{1,2}})?)(?![^\W_])", re.IGNORECASE)


@cache
def _copy_pattern() -> re.Pattern[str]:
    words = sorted(vocabulary.group("copies", "names"), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, words))})\b\s*|\b(?:{'|'.join(map(re.escape, words))})$")


def parse(name: str) -> NameFacts:
    """Return what the last part of a relative path says."""
    stem = name.rpartition("/")[2].rpartition(".")[0] or name
    plain = without_copy_words(stem)
    found = _CODE.match(plain)
    code = found[1].strip(" ._-") if found else ""
    rest = plain[found.end() :] if found else plain
    folded = strip_marks(rest)
    revision = _revision_pattern().search(folded)
    number = revision[1] if revision else ""
    if revision:
        rest = rest[: revision.start()] + " " + rest[revision.end() :]
    title = " ".join(re.sub(r"[_\s]+", " ", re.sub(r"\(\s*\)|\[\s*\]", "", rest)).split()).strip(" -–._,")
    return NameFacts(code, number, title)


def is_code(text: str) -> bool:
    """Say whether a whole text is a document code ("QP-07", "QT.ISO.02")."""
    found = _CODE.match(text.strip())
    return found is not None and found.end() == len(text.strip())


def without_copy_words(stem: str) -> str:
    """Return a stem without "Copy of", "- Copy (2)" and their like."""
    stem = re.sub(r"\s*\(\d{1,2}\)$", "", stem)
    words = re.split(r"([\s_-]+)", stem)
    kept = stem
    for phrase_length in (3, 2, 1):
        size = phrase_length * 2 - 1
        if vocabulary.fold("".join(words[:size])) in vocabulary.group("copies", "names"):
            kept = "".join(words[size:]).lstrip(" _-")
            break
        if vocabulary.fold("".join(words[-size:])) in vocabulary.group("copies", "names") and len(words) > size:
            kept = _TAIL.sub("", "".join(words[:-size]))
            break
    return kept


def is_marked_copy(name: str) -> bool:
    """Say whether a relative path lies in a folder for old files, or its name says that it is a copy."""
    *folders, last = name.split("/")
    if any(vocabulary.fold(f) in vocabulary.group("copies", "folders") for f in folders):
        return True
    stem = last.rpartition(".")[0]
    return without_copy_words(stem) != stem
