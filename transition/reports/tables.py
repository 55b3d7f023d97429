"""One table sheet of the workbook: title, tip, coloured heads, rows, lists, conditional colours, print set-up."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from transition.messages import LANGUAGES, catalogue, say
from transition.model import VERDICTS, ClausePack, OwnSheet
from transition.reports import words
from transition.reports.layout import FIRST_ROW, HEADER_ROW, Block, Column, Sheet, header, letter, sheet_name
from transition.reports.notes import Notes
from transition.reports.styles import FONT, SEVERITY_COLOURS, VERDICT_COLOURS, Styles

A4 = 9
LONGEST_TITLE = 31
LONGEST_CELL = 32_000
LINE_POINTS = 12.75
MOST_LINES = 24
LETTER, CAPITAL, BOLD = 0.9, 0.4, 0.08
"""How wide a letter is on average, measured in the digits that column widths count, and what capitals and bold add."""
SURELY_FITS = 0.6
"""A text of fewer letters than this part of its column's width stands on one line."""
KEY_LETTER = 1.05
_WORD = re.compile(r"[^\s-]*-|[^\s-]+\s*|\s+")
VERDICT_COLUMNS = ("finding", "decision", "status", "worst_status", "from_verdict", "to_verdict")
CENTRED = (
    *VERDICT_COLUMNS[:4],
    "severity",
    "plan_severity",
    "change",
    "needed",
    "relation",
    "problem_severity",
    "revision",
    "language",
)

Formula = Callable[[int], str]
"""Row number as people count → formula of that cell, or "" where a plain value will do."""


@dataclass(frozen=True, slots=True)
class Page:
    """What every sheet is written with: the workbook, its formats, the pack and the language."""

    book: Any
    styles: Styles
    pack: ClausePack
    language: str

    def say(self, key: str, /, **details: object) -> str:
        """Return a text of the workbook."""
        return say(f"workbook.{key}", self.language, old=self.pack.from_edition, new=self.pack.to_edition, **details)

    def choices(self, group: str) -> tuple[str, ...]:
        """Return the labels of a drop-down list."""
        names = catalogue("workbook", self.language)
        return tuple(text for name, text in names.items() if name.startswith(f"{group}."))


def write_table(page: Page, block: Block, data: pd.DataFrame, formulas: Mapping[str, Formula] | None = None) -> Any:
    """Write one sheet and return it; columns in ``formulas`` are live, with the frame's values stored."""
    sheet = page.book.add_worksheet(block.name)
    heads = [header(column, page.pack, page.language) for column in block.sheet.columns]
    _head(page, sheet, block, heads)
    _set_columns(sheet, block)
    _rows(page, sheet, block, data, formulas or {})
    _as_table(page, sheet, block, heads)
    for number, column in enumerate(block.sheet.columns):
        _offer(page, sheet, block, number, column)
        _colour(page, sheet, block, number, column)
    # Clause numbers are text on purpose: no warning triangles on them.
    last = letter(len(heads) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW + 1}:{last}{block.last_row}"})
    _print(page, sheet, block)
    return sheet


def _head(page: Page, sheet: Any, block: Block, heads: list[str]) -> None:
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, block.name, page.styles("title"))
    seen = block.sheet.id == "conflicts" and not any(column.yours for column in block.sheet.columns)
    sheet.write_string(1, 0, page.say(f"tips.{'conflicts_seen' if seen else block.sheet.id}"), page.styles("tip"))
    if any(column.yours for column in block.sheet.columns):
        sheet.write_string(2, 0, page.say("tips.owners"), page.styles("tip"))
    sheet.set_row(HEADER_ROW, 34)
    for number, (column, text) in enumerate(zip(block.sheet.columns, heads, strict=True)):
        sheet.write_string(HEADER_ROW, number, text, _head_style(page, column))
    sheet.freeze_panes(FIRST_ROW, block.sheet.frozen)


def _head_style(page: Page, column: Column) -> Any:
    if column.form == "heat":
        return page.styles("program", font_size=8, align="center", rotation=90)
    return page.styles("yours" if column.yours else "program")


def _set_columns(sheet: Any, block: Block) -> None:
    for number, column in enumerate(block.sheet.columns):
        sheet.set_column(number, number, column.width, None, {"hidden": True} if column.hidden else {})


def _rows(page: Page, sheet: Any, block: Block, data: pd.DataFrame, formulas: Mapping[str, Formula]) -> None:
    looks = [page.styles.cell(_form(column), yours=column.yours) for column in block.sheet.columns]
    columns = [(n, looks[n], formulas.get(c.id)) for n, c in enumerate(block.sheet.columns)]
    row = FIRST_ROW
    for row, values in enumerate(data.itertuples(index=False, name=None), start=FIRST_ROW):
        sheet.set_row(row, _height(block.sheet, values))
        for number, look, formula in columns:
            value = values[number]
            if formula is not None and (live := formula(row + 1)):
                sheet.write_formula(row, number, live, look, value)
            else:
                write_value(sheet, row, number, value, look)
    if data.empty:
        sheet.set_row(row, _height(block.sheet, ()))
        for number, look, _ in columns:
            sheet.write_blank(row, number, None, look)
        sheet.write_string(row, min(1, len(looks) - 1), page.say("tips.nothing"), looks[0])


def _height(sheet: Sheet, values: tuple[Any, ...]) -> float:
    """Return a row's height in points: as many lines as its longest text needs, within reason.

    It is written down because not every program works it out by itself when it opens a file.
    """
    lines = 1
    for column, value in zip(sheet.columns, values, strict=False):
        if column.hidden or column.id in sheet.clipped or not isinstance(value, str):
            continue
        if len(value) > column.width * SURELY_FITS or "\n" in value:
            lines = max(lines, sum(_lines(part, column) for part in value.split("\n")))
    return min(lines, MOST_LINES) * LINE_POINTS + 4


def _lines(text: str, column: Column) -> int:
    """Return how many lines a text takes in a column: broken between words and behind hyphens, as programs do."""
    capitals = sum(map(str.isupper, text)) / max(len(text), 1)
    letter_width = LETTER + CAPITAL * capitals + (BOLD if column.id == "key" else 0)
    room = column.width / letter_width
    if len(text) <= room:
        return 1
    lines, used = 1, 0.0
    length: float
    for word in _WORD.findall(text):
        length = len(word)
        if used + length > room + word.endswith(" ") and used:
            lines, used = lines + 1, 0.0
        if length > room:
            lines, length = lines + math.ceil(length / room) - 1, length % room
        used += length
    return lines


def fitted(sheet: Sheet, data: pd.DataFrame) -> Sheet:
    """Return a sheet whose column of keys is as wide as its keys need, within reason."""
    longest = max((len(str(key)) for key in data["key"]), default=0) + 1
    columns = tuple(
        replace(c, width=max(c.width, min(longest * KEY_LETTER, sheet.widest_key))) if c.id == "key" else c
        for c in sheet.columns
    )
    return replace(sheet, columns=columns)


def _form(column: Column) -> str:
    if column.id == "key":
        return "key"
    return "centre" if column.id in CENTRED else column.form


def write_value(sheet: Any, row: int, number: int, value: object, look: Any) -> None:
    """Write one value as what it is: text as text, whatever it looks like; numbers and dates as such."""
    if value is None or value == "":
        sheet.write_blank(row, number, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, number, value if len(value) <= LONGEST_CELL else value[:LONGEST_CELL] + "…", look)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, number, value, look)
    else:
        sheet.write_number(row, number, value, look)


def _as_table(page: Page, sheet: Any, block: Block, heads: list[str]) -> None:
    """Make the range an Excel table: filter buttons, and a header row that screen readers know as one."""
    looks = [_head_style(page, column) for column in block.sheet.columns]
    sheet.add_table(
        HEADER_ROW,
        0,
        block.last_row - 1,
        len(heads) - 1,
        {
            "name": block.sheet.table,
            "style": None,
            "autofilter": True,
            "columns": [{"header": h, "header_format": look} for h, look in zip(heads, looks, strict=True)],
        },
    )


def _offer(page: Page, sheet: Any, block: Block, number: int, column: Column) -> None:
    """Give the user's cells their lists and rules."""
    area = (FIRST_ROW, number, block.last_row - 1, number)
    if not column.yours and column.id != "requirements_covered":
        return
    tip = catalogue("workbook", page.language).get(f"tips.{column.id}", "")
    if column.choices == "difficulty":
        rule: dict[str, Any] = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 5}
    elif column.choices:
        rule = {"validate": "list", "source": list(page.choices(column.choices))}
        rule |= {"error_title": page.say("tips.refused_title"), "error_message": page.say("tips.refused")}
    elif column.form == "date":
        rule = {"validate": "date", "criteria": ">=", "value": dt.date(2000, 1, 1)}
        rule["error_title"] = page.say("tips.date_title")
        tip = page.say("tips.date", example=page.say("formats.example_date"))
    elif tip:
        rule = {"validate": "any"}
    else:
        return
    if tip:
        rule |= {"input_title": header(column, page.pack, page.language)[:32], "input_message": tip[:255]}
    sheet.data_validation(*area, rule)


def _colour(page: Page, sheet: Any, block: Block, number: int, column: Column) -> None:
    """Tint cells by what they say; the words stay, so nothing is told by colour alone."""
    area = (FIRST_ROW, number, block.last_row - 1, number)
    if column.id in VERDICT_COLUMNS:
        for verdict in VERDICTS:
            tint(page, sheet, area, page.say(f"verdicts.{verdict}"), VERDICT_COLOURS[verdict])
    elif column.id == "alert":
        tint(page, sheet, area, page.say("plan.overdue"), SEVERITY_COLOURS["major-risk"])
    elif column.id in ("severity", "plan_severity"):
        for severity, colours in SEVERITY_COLOURS.items():
            tint(page, sheet, area, page.say(f"severities.{severity}"), colours)
    elif column.id == "needed":
        tint(page, sheet, area, page.say("needed.yes"), VERDICT_COLOURS["partial"])
    elif column.id == "problem_severity":
        tint(page, sheet, area, page.say("problem_severities.error"), VERDICT_COLOURS["gap"])
    elif column.form == "heat":
        # From nought, so that a column with one figure only has a colour too.
        scale = {"type": "2_color_scale", "min_type": "num", "min_value": 0}
        sheet.conditional_format(*area, scale | {"min_color": "#E8F1FA", "max_color": "#7FB2E5"})


def tint(page: Page, sheet: Any, area: tuple[int, int, int, int], text: str, colours: tuple[str, str]) -> None:
    """Tint the cells of an area that hold a text."""
    look = page.styles.tint(*colours)
    sheet.conditional_format(*area, {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": look})


def write_comments(sheet: Any, block: Block, data: pd.DataFrame, notes: Notes) -> None:
    """Put people's comments back on the cells they stood on."""
    if data.empty or not notes.has_comments(block.sheet.id):
        return
    places = {column.id: number for number, column in enumerate(block.sheet.columns)}
    for row, key in enumerate(data["key"], start=FIRST_ROW):
        for column, text in notes.comments(block.sheet.id, str(key)).items():
            if column in places:
                sheet.write_comment(row, places[column], text, {"x_scale": 2, "font_name": FONT, "font_size": 9})


def _free_title(title: str, taken: set[str]) -> str:
    """Return a name for a tab that no other has and that Excel allows, and note it as taken."""
    plain = re.sub(r"[\[\]:*?/\\]", "-", title).strip("'")[:LONGEST_TITLE] or "-"
    free, number = plain, 2
    while words.folded(free) in taken:
        end = f" ({number})"
        free, number = plain[: LONGEST_TITLE - len(end)] + end, number + 1
    taken.add(words.folded(free))
    return free


def write_own_sheets(page: Page, sheets: Sequence[OwnSheet]) -> None:
    """Write the sheets people added, their cells as texts."""
    taken = {words.folded(sheet.get_name()) for sheet in page.book.worksheets()}
    # A name of ours in the other language would be taken for our sheet when the workbook comes back.
    taken |= {words.folded(name) for language in LANGUAGES for name in words.choices("sheets", language)}
    for own in sheets:
        sheet = page.book.add_worksheet(_free_title(own.title, taken))
        for row, cells in enumerate(own.rows):
            for column, text in enumerate(cells):
                if text:
                    sheet.write_string(row, column, text, page.styles("note"))
        sheet.set_column(0, max((len(cells) for cells in own.rows), default=1), 24)


def _print(page: Page, sheet: Any, block: Block) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7 if block.sheet.breaks else 0.5, bottom=0.6)
    sheet.repeat_rows(HEADER_ROW)
    printed = [n for n, c in enumerate(block.sheet.columns) if not c.hidden]
    names = [c.id for c in block.sheet.columns]
    last = names.index(block.sheet.printed) if block.sheet.printed else printed[-1]
    # Where a table is wider than a page, its title would be cut at the fold; it stands in the page header instead.
    top = HEADER_ROW if block.sheet.breaks else 0
    sheet.print_area(top, 0, block.last_row - 1, last)
    if block.sheet.breaks:
        sheet.set_print_scale(block.sheet.scale)
        sheet.repeat_columns(f"A:{letter(block.sheet.repeated - 1)}")
        sheet.set_header(f"&L&14&B{_printed(block.name)}")
        sheet.set_v_pagebreaks([names.index(name) for name in block.sheet.breaks])
    else:
        sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8{_printed(block.name)}&R&8{page.say('tips.page')} &P/&N")


def _printed(text: str) -> str:
    """Return a text for a page header or footer, where an ampersand would start a command."""
    return text.replace("&", "&&")


def block(page: Page, sheet: Any, rows: int) -> Block:
    """Return where a table will lie."""
    return Block(sheet_name(sheet.id, page.language), sheet, rows)
