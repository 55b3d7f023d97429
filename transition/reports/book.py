"""Opens a workbook people had, and finds our tables in it: by name or by their heads, in either language.

Rows are taken with all that stands in them, whatever their order and wherever the columns went; columns and sheets that
are none of ours are people's own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from transition.messages import LANGUAGES, catalogue
from transition.reports.cellnotes import read_cell_notes
from transition.reports.layout import COMMENT, OWN, TABLES
from transition.reports.words import folded

HEADER_WITHIN = 14
SIGNATURES: Mapping[str, tuple[str, ...]] = {
    "gap_register": ("key", "decision"),
    "action_plan": ("key", "done_on"),
    "clause_transition": ("key", "gap_summary"),
    "documents": ("key", "next_step"),
    "evidence": ("key", "comment"),
    "conflicts": ("key", "before"),
}
"""The heads by which a sheet is known that somebody renamed."""
MOST_CELLS = 40_000
LONGEST_HEAD = 200
_CLAUSE = re.compile(r"\w{1,2}(\.\w{1,2}){0,3}")
_SHEETS = {sheet.id: sheet for sheet in TABLES}
_MARKED = frozenset({"review_log", "about"})
"""Tables of which only the hidden marks are read."""
_KEYLESS = frozenset({"about", "conflicts"})


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it came back: its number as people count, its cells by column id, its own cells by head."""

    number: int
    values: dict[str, Any]
    own: dict[str, str]

    def text(self, id: str) -> str:
        """Return the text of a cell."""
        return cell_text(self.values.get(id))

    @property
    def key(self) -> str:
        """The row's key, or "" where it was lost."""
        return self.text("key")


@dataclass(frozen=True, slots=True)
class Grid:
    """One of our tables as it came back; ``columns`` are those of ours it still has, ``own`` the heads people added.

    ``places`` tells which column stands where, counted from 1; ``comments`` holds the comments on cells by the row's
    number and the place of the column.
    """

    id: str
    title: str
    columns: frozenset[str]
    own: tuple[str, ...]
    lines: tuple[Line, ...]
    places: Mapping[int, str] = field(default_factory=dict)
    comments: Mapping[int, Mapping[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Book:
    """A workbook as it came back: our tables by id, other sheets by title, sheets too large to be carried."""

    grids: dict[str, Grid] = field(default_factory=dict)
    sheets: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    too_large: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)


def read_book(path: Path, only: Iterable[str] = ()) -> Book | None:
    """Return what a workbook holds, or of our tables ``only`` those named; ``None`` where it cannot be read."""
    import openpyxl

    try:
        # The file is opened here: openpyxl judges by the name's ending, and people rename files.
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            try:
                found = _Finder(tuple(only)).look(book.worksheets)
                return found if only else _with_comments(found, book.worksheets, path)
            finally:
                book.close()
    except Exception:  # noqa: BLE001 - whatever a damaged file makes the reader raise, to the user it is one thing
        return None


def _with_comments(book: Book, sheets: Iterable[Any], path: Path) -> Book:
    """Return a workbook's tables with the comments on their cells."""
    parts = {sheet.title: str(getattr(sheet, "_worksheet_path", "")) for sheet in sheets}
    found = read_cell_notes(path, parts)
    for id, grid in book.grids.items():
        notes: dict[int, dict[str, str]] = {}
        for (row, column), text in found.get(grid.title, {}).items():
            if column in grid.places:
                notes.setdefault(row, {})[COMMENT + grid.places[column]] = text
        if notes:
            book.grids[id] = replace(grid, comments=notes)
    return book


class _Finder:
    """Goes through the sheets of one workbook, those with our names first."""

    def __init__(self, only: tuple[str, ...]) -> None:
        self._only = only
        self.book = Book()

    def look(self, sheets: Iterable[Any]) -> Book:
        names = _names()
        rest = []
        summary = False
        for sheet in sheets:
            if not hasattr(sheet, "iter_rows"):  # a sheet that is all chart
                continue
            id = names.get(folded(sheet.title), "")
            if id == "summary" and not summary:
                summary = True  # no table, and nothing is typed there
            elif id not in _SHEETS or not self._take(sheet, (id,)):
                rest.append(sheet)
        for sheet in rest:
            wanted = [id for id in SIGNATURES if id not in self.book.grids]
            if not self._take(sheet, wanted) and not self._only:
                self._own(sheet)
        return self.book

    def _take(self, sheet: Any, ids: Sequence[str]) -> bool:
        """Take a sheet as one of our tables, if its first rows hold the heads of one."""
        ids = [id for id in ids if not self._only or id in self._only]
        grid = _grid(sheet, ids) if ids else None
        if grid is not None and self.book.grids.setdefault(grid.id, grid) is not grid:
            self.book.copies.append(grid.title)
        return grid is not None

    def _own(self, sheet: Any) -> None:
        """Keep a sheet that is none of ours; a second copy of one of our tables is only named."""
        if _grid(sheet, tuple(SIGNATURES), heads_only=True) is not None:
            self.book.copies.append(sheet.title)
            return
        rows = [tuple(cell_text(value) for value in line) for line in _lines(sheet, MOST_CELLS)]
        rows = [_without_end(row) for row in rows]
        while rows and not rows[-1]:
            rows.pop()
        if sum(map(len, rows)) >= MOST_CELLS:
            self.book.too_large.append(sheet.title)
        elif rows:
            self.book.sheets[sheet.title] = tuple(rows)


@cache
def _names() -> dict[str, str]:
    """Return a folded name on a tab → id of the sheet, in every language."""
    return {
        folded(text): name.removeprefix("sheets.")
        for language in LANGUAGES
        for name, text in catalogue("workbook", language).items()
        if name.startswith("sheets.")
    }


@cache
def _heads(id: str) -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Return how the columns of a table are headed in every language: whole texts, and such with an edition in them."""
    plain: dict[str, str] = {}
    patterns: list[tuple[re.Pattern[str], str]] = []
    for language in LANGUAGES:
        texts = catalogue("workbook", language)
        for column in _SHEETS[id].columns:
            text = folded(texts[f"columns.{column.header or column.id}"])
            if "{" in text:
                pattern = re.sub(r"\\\{\w+\\\}", r"\\S+", re.escape(text))
                patterns.append((re.compile(pattern), column.id))
            else:
                plain.setdefault(text, column.id)
    return plain, tuple(patterns)


def _column(id: str, head: object) -> str:
    """Return the id of the column of a table with that head, or ""."""
    if not isinstance(head, str):
        return ""
    plain, patterns = _heads(id)
    text = folded(head)
    return plain.get(text) or next((name for pattern, name in patterns if pattern.fullmatch(text)), "")


def _grid(sheet: Any, ids: Sequence[str], *, heads_only: bool = False) -> Grid | None:
    """Return a sheet's rows below the head of one of the tables ``ids``, or ``None`` where there is no such head."""
    lines = enumerate(_lines(sheet), start=1)
    for number, line in lines:
        for id in ids:
            places, own = _places(id, line)
            if not all(name in places for name in SIGNATURES.get(id, ("key",))):
                continue
            wanted = not heads_only and (own or id in SIGNATURES or id in _MARKED)
            found = (_line(n, values, places, own) for n, values in lines) if wanted else ()
            rows = tuple(line for line in found if line.values or line.own)
            where = {place + 1: name for name, place in places.items()}
            where |= {place + 1: OWN + head for head, place in own.items()}
            return Grid(id, sheet.title, frozenset(places), tuple(own), rows, where)
        if number >= HEADER_WITHIN:
            return None
    return None


def _places(id: str, line: Sequence[Any]) -> tuple[dict[str, int], dict[str, int]]:
    """Return where our columns and people's own are; of two with one head the first counts."""
    places: dict[str, int] = {}
    own: dict[str, int] = {}
    for place, head in enumerate(line):
        column = _column(id, head)
        if column:
            places.setdefault(column, place)
        elif id not in _KEYLESS and (text := own_head(head)) and not (id == "documents" and _CLAUSE.fullmatch(text)):
            own.setdefault(text, place)
    return places, own


def own_head(head: object) -> str:
    """Return the head of a person's own column on one line, as long as a table of Excel allows."""
    return " ".join(cell_text(head).split())[:LONGEST_HEAD].strip()


def _line(number: int, values: Sequence[Any], places: Mapping[str, int], own: Mapping[str, int]) -> Line:
    count = len(values)
    mine = {id: value for id, place in places.items() if place < count and not _is_empty(value := values[place])}
    theirs = {head: text for head, place in own.items() if place < count and (text := cell_text(values[place]))}
    return Line(number, mine, theirs)


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _lines(sheet: Any, most: int = 0) -> Iterator[tuple[Any, ...]]:
    if hasattr(sheet, "reset_dimensions"):
        # Other programs store a wrong extent, which would cut rows off.
        sheet.reset_dimensions()
    cells = 0
    for line in sheet.iter_rows(values_only=True):
        yield line
        cells += sum(value is not None for value in line)
        if most and cells >= most:
            return


def _without_end(row: tuple[str, ...]) -> tuple[str, ...]:
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return row[:end]


def cell_text(value: object) -> str:
    """Return a cell as text: whole numbers without a decimal point, dates as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
