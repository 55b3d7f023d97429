"""A clause pack as a workbook to edit, a sheet for each of its files, and such a workbook back as plain records."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from transition.errors import InputError
from transition.reports.files import write_bytes
from transition.reports.reviewed import cell_text
from transition.reports.styles import FONT, LINE, NAVY

Sheets = Mapping[str, Sequence[Sequence[str]]]
"""Name of a sheet → its rows, the first of which holds the heads."""

EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no time zones
_WIDEST = 60
_NARROWEST = 9
_ROOM = 2
_LINE = 13
"""Points a line of text needs."""
_MOST_LINES = 8
_MORE_ROWS = 500
"""Rows below the last one that offer the drop-downs, too."""


def write_pack_workbook(
    sheets: Sheets, path: str | Path, choices: Mapping[tuple[str, str], Sequence[str]] | None = None
) -> None:
    """Write the sheets of a pack to ``path``; ``choices`` are drop-downs by sheet and head."""
    write_bytes(Path(path), pack_workbook_bytes(sheets, choices))


def pack_workbook_bytes(sheets: Sheets, choices: Mapping[tuple[str, str], Sequence[str]] | None = None) -> bytes:
    """Return the workbook as bytes: every cell is text, so that 8.10 stays 8.10."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": EPOCH})
        book.set_size(2400, 1500)
        looks = _Looks(book)
        for name, rows in sheets.items():
            _write_sheet(book.add_worksheet(name), rows, looks)
            for column, head in enumerate(rows[0]):
                allowed = (choices or {}).get((name, head))
                if allowed:
                    rule = {"validate": "list", "source": list(allowed), "error_type": "warning"}
                    book.get_worksheet_by_name(name).data_validation(1, column, len(rows) + _MORE_ROWS, column, rule)
    return target.getvalue()


def read_pack_workbook(path: str | Path) -> dict[str, list[list[str]]]:
    """Return the sheets of a workbook as texts, without empty rows at the end; ``InputError`` if it is none."""
    import openpyxl

    path = Path(path)
    try:
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            try:
                return {sheet.title: _read_sheet(sheet) for sheet in book.worksheets}
            finally:
                book.close()
    except Exception as error:
        # Whatever a damaged file makes the reader raise, to the user it is one thing.
        raise InputError("pack-not-a-workbook", file=path.name) from error


class _Looks:
    def __init__(self, book: Any) -> None:
        base = {"font_name": FONT, "font_size": 10, "num_format": "@", "valign": "top"}
        self.head = book.add_format({**base, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY})
        self.cell = book.add_format({**base, "text_wrap": True, "bottom": 1, "bottom_color": LINE})
        self.column = book.add_format({**base, "text_wrap": True})


def _write_sheet(sheet: Any, rows: Sequence[Sequence[str]], looks: _Looks) -> None:
    heads = rows[0]
    widths = [_width(rows, column) for column in range(len(heads))]
    for column, head in enumerate(heads):
        sheet.set_column(column, column, widths[column], looks.column)
        sheet.write_string(0, column, head, looks.head)
    for number, row in enumerate(rows[1:], start=1):
        sheet.set_row(number, _height(row, widths))
        for column, text in enumerate(row):
            if text:
                sheet.write_string(number, column, text, looks.cell)
            else:
                sheet.write_blank(number, column, None, looks.cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _width(rows: Sequence[Sequence[str]], column: int) -> int:
    """Return a width that shows the longest line of most cells and leaves room for the filter's button."""
    longest = max((len(line) for row in rows[1:] for line in row[column].splitlines()), default=0)
    return max(_NARROWEST, min(_WIDEST, longest + _ROOM), len(rows[0][column]) + 2 * _ROOM)


def _height(row: Sequence[str], widths: Sequence[int]) -> int:
    """Return a height that shows the longest text, within reason: not every program works it out by itself."""
    lines = [
        sum(math.ceil(max(len(line), 1) / (width - 1)) for line in text.splitlines())
        for text, width in zip(row, widths, strict=True)
    ]
    return min(max(lines, default=1) or 1, _MOST_LINES) * _LINE + 2


def _read_sheet(sheet: Any) -> list[list[str]]:
    if hasattr(sheet, "reset_dimensions"):
        # Other programs store a wrong extent, which would cut rows off.
        sheet.reset_dimensions()
    rows = [[cell_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows
