"""What a document says about itself: code, title, revision, date, owner, type, editions cited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from transition.documents import filenames, titles, vocabulary
from transition.documents.tidy import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transition.documents.drafts import Draft

_FACTS: Final = ("code", "title", "revision", "date", "owner")
_FRONT_ROWS: Final = 40
_LONG: Final = 200
_DATE: Final = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}"
    r"|[A-Z][a-z]{2,8} \d{1,2}, ?\d{4}|[A-Z][a-z]{2,8} \d{4}|\d{1,2}\s*[/.-]\s*\d{4}"
    r"|\S*\s?\d{1,2} \S+ \d{1,2} \S+ \d{4}"
)
_CODE: Final = re.compile(r"[A-Za-zĐđ0-9]+(?:[-./_ ][A-Za-zĐđƠơƯưÂâÊêÔô0-9]+)*")
_REVISION: Final = re.compile(r"(?:[A-Za-z.]+\s*)?(\d{1,3}(?:[./]\d{1,3})?|[A-Z])")
_SPLIT: Final = re.compile(r"\s*[:：]\s*")


@dataclass(frozen=True, slots=True)
class Facts:
    """The control facts of one document, as written there; "" where nothing was found."""

    code: str = ""
    title: str = ""
    revision: str = ""
    date: str = ""
    owner: str = ""
    type: str = "other"
    editions: tuple[str, ...] = ()


def read_facts(drafts: list[Draft], name: str, stored_title: str) -> Facts:
    """Return the facts from page headers, then the first page, then the file's name and stored title."""
    found: dict[str, str] = {}
    for announced, value in _pairs(_front(drafts)):
        key = "code" if announced == "title" and filenames.is_code(value) else announced
        checked = _check(key, value)
        if checked and not found.get(key):
            found[key] = checked
    named = filenames.parse(name)
    code = found.get("code") or named.code
    title = titles.choose(drafts, found.get("title", ""), stored_title, named.title, code)
    return Facts(
        code=code,
        title=title,
        revision=found.get("revision") or named.revision,
        date=found.get("date", ""),
        owner=found.get("owner", ""),
        type=titles.type_of(title, code, named.title),
        editions=editions(drafts),
    )


def _front(drafts: list[Draft]) -> list[list[str]]:
    """Return the rows and lines where control facts stand: headers, footers, and the body up to its first prose."""
    rows = [_cells(d) for d in drafts if d.part in ("header", "footer")]
    count = 0
    for draft in drafts:
        if draft.part not in ("body", "textbox") or draft.kind in ("toc", "revision-history", "distribution"):
            continue
        count += 1
        if count > _FRONT_ROWS or (draft.kind == "body" and len(draft.text.split()) > 25):  # noqa: PLR2004
            break
        if draft.kind != "approval" and not draft.header_row and not any(draft.heads):
            rows.append(_cells(draft))
    return rows


def _cells(draft: Draft) -> list[str]:
    if draft.cells:
        return [line for cell in draft.text.split(" | ") for line in cell.split("\n")]
    if draft.paragraph is not None and draft.paragraph.pieces:
        return list(draft.paragraph.pieces)
    return draft.text.split("\n")


def _pairs(rows: list[list[str]]) -> Iterator[tuple[str, str]]:
    """Yield label and value: in one cell ("Rev: 02"), in the next cell, or in the cell below."""
    for row_index, row in enumerate(rows):
        below = rows[row_index + 1] if row_index + 1 < len(rows) else []
        for index, cell in enumerate(row):
            if len(cell) > _LONG:
                continue
            label, *rest = _SPLIT.split(cell.strip(), maxsplit=1)
            key = key_of(label)
            value = rest[0] if rest else ""
            if key and value:
                yield key, value
            elif key and index + 1 < len(row) and not key_of(_SPLIT.split(row[index + 1])[0]):
                yield key, row[index + 1]
            elif key and len(below) == len(row) and not key_of(_SPLIT.split(below[index])[0]):
                yield key, below[index]
            elif not key:
                yield from _inline(cell)


def _inline(cell: str) -> Iterator[tuple[str, str]]:
    """Yield label and value without a colon between them ("Rev. 02", "Lần ban hành 03")."""
    words = cell.split()
    for count in range(min(4, len(words) - 1), 0, -1):
        key = key_of(" ".join(words[:count]))
        if key in ("code", "revision", "date") and len(words) - count <= 4 and len(" ".join(words[:count])) > 2:  # noqa: PLR2004
            yield key, " ".join(words[count:])
            return


@cache
def _labels() -> dict[str, str]:
    return {label: key for key in reversed((*_FACTS, "page")) for label in vocabulary.group("control", key)}


def key_of(label: str) -> str:
    """Return which fact a label announces ("page" for labels that only end another value)."""
    if len(label) > 40:  # noqa: PLR2004
        return ""
    folded = vocabulary.fold(re.sub(r"\([^)]*\)", "", label))
    found = _labels().get(folded, "")
    if not found and "/" in label:
        found = next((k for k in (_labels().get(vocabulary.fold(p), "") for p in label.split("/")) if k), "")
    return found


def _check(key: str, value: str) -> str:
    """Return a value that can be such a fact, "" otherwise."""
    value = one_line(value).strip(" .;,|-–")
    if not value or key == "page":
        return ""
    if key == "date":
        found = _DATE.search(value)
        return found[0].strip() if found else ""
    if key == "revision":
        match = _REVISION.match(value)
        return match[1] if match and len(value) <= 24 else ""  # noqa: PLR2004
    if key == "code":
        match = _CODE.match(value)
        code = match[0] if match else ""
        good = any(c.isdigit() for c in code) or (code.isupper() and len(code) > 2)  # noqa: PLR2004
        return _first_words(code) if good and any(c.isalpha() for c in code) else ""
    return value if len(value) <= 160 and any(c.isalpha() for c in value) else ""  # noqa: PLR2004


def _first_words(code: str) -> str:
    """Return a code without words that follow it: every word of a code is capitals or digits."""
    words: list[str] = []
    for word in code.split(" "):
        if words and not (word.isdigit() or (word.isupper() and len(word) <= 4)):  # noqa: PLR2004
            break
        words.append(word)
    return " ".join(words)


def editions(drafts: list[Draft]) -> tuple[str, ...]:
    """Return the editions of the standard a document cites, sorted; titles of laws that name one do not count."""
    cited = vocabulary.load("en")["citations"]
    edition, other, legal = (re.compile(cited[k], re.IGNORECASE) for k in ("edition", "other", "legal"))
    found: set[str] = set()
    for draft in drafts:
        if "9001" in draft.text or "13485" in draft.text:
            text = _without_laws(draft.text, legal)
            found.update(m[1] for m in edition.finditer(text))
            found.update(re.sub(r"\s*[:–-]\s*", ":", m[1]) for m in other.finditer(text))
    return tuple(sorted(found))


def _without_laws(text: str, legal: re.Pattern[str]) -> str:
    """Return text with what follows the number of a law in the same sentence taken out."""
    pieces = re.split(r"(?<=[;.])\s|\n", text)
    return "\n".join(piece[: m.start()] if (m := legal.search(piece)) else piece for piece in pieces)
