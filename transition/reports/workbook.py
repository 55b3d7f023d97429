"""gap-workbook.xlsx: the register as the workbook people decide in.

Formulas carry the results they must yield, so that previews and phones show numbers; the same register gives
the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from transition.messages import LANGUAGES, say
from transition.model import ClausePack, GapRegister
from transition.reports import layout, rows, words
from transition.reports.conflicts import conflicts_table
from transition.reports.files import write_bytes
from transition.reports.formulas import plan_formulas, register_formulas, transition_formulas
from transition.reports.named import NamedWorkbook
from transition.reports.notes import Notes
from transition.reports.rows_map import heat_clauses
from transition.reports.styles import FONT, STYLES, Styles
from transition.reports.summary_grid import Sources, today_cell
from transition.reports.summary_sheet import write_summary
from transition.reports.tables import Page, block, fitted, write_comments, write_own_sheets, write_table

EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no time zones
NAVY_TAB, YELLOW_TAB, RED_TAB = "#1F3864", "#FFD966", "#B3261E"
TABS = {
    "summary": NAVY_TAB,
    "gap_register": YELLOW_TAB,
    "action_plan": YELLOW_TAB,
    "clause_transition": YELLOW_TAB,
    "conflicts": RED_TAB,
}

Rows = Callable[[GapRegister, str], pd.DataFrame]


def write_workbook(register: GapRegister, path: str | Path, language: str = "en") -> None:
    """Write the gap workbook to ``path`` in one step; a file that already holds the same bytes is left alone."""
    write_bytes(Path(path), workbook_bytes(register, language))


def workbook_bytes(register: GapRegister, language: str = "en") -> bytes:
    """Return the gap workbook as bytes."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    with new_book(register.pack, language) as (page, target):
        _properties(page.book, register, page)
        _sheets(page, register)
    return target.getvalue()


@contextmanager
def new_book(pack: ClausePack, language: str) -> Iterator[tuple[Page, io.BytesIO]]:
    """Give a page of a new workbook and what its bytes go to; they are there when the block ends."""
    target = io.BytesIO()
    # Text stays text: nothing a document says may become a formula or a link.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }
    with NamedWorkbook(target, options) as book:
        names = {name: say(f"workbook.styles.{name}", language) for name in STYLES}
        book.set_properties({"created": EPOCH})
        yield Page(book, Styles(book, say("workbook.formats.date", language), names), pack, language), target


def _properties(book: Any, register: GapRegister, page: Page) -> None:
    title = words.texts(register.pack.titles, page.language) or register.pack.name
    book.set_properties({"title": page.say("summary.title", title=title), "created": _created(register.run.today)})
    book.set_calc_mode("auto")
    book.set_size(2400, 1500)


def _created(today: str) -> dt.datetime:
    try:
        return dt.datetime.combine(dt.date.fromisoformat(today), dt.time())
    except ValueError:
        return EPOCH


def _sheets(page: Page, register: GapRegister) -> None:
    """Write all sheets; the Summary comes first and is filled with what the others hold."""
    summary = page.book.add_worksheet(layout.sheet_name("summary", page.language))
    tables = _tables(page, register)
    blocks = {name: table.block for name, table in tables.items()}
    found = tables["gap_register"]
    live = {
        "gap_register": register_formulas(
            page, found.block, blocks["action_plan"], blocks["evidence"], _links(found.data)
        ),
        "action_plan": plan_formulas(page, blocks["action_plan"], found.block, today_cell(page)),
        "clause_transition": transition_formulas(page, blocks["clause_transition"], found.block),
    }
    for name, table in tables.items():
        sheet = write_table(page, table.block, table.data, live.get(name))
        write_comments(sheet, table.block, table.data, tables.notes)
        if name in TABS:
            sheet.set_tab_color(TABS[name])
    write_own_sheets(page, register.own_sheets)
    summary.set_tab_color(TABS["summary"])
    write_summary(
        page, summary, register, Sources(found.block, blocks["action_plan"], found.data, tables["action_plan"].data)
    )
    summary.activate()


@dataclass(frozen=True, slots=True)
class Table:
    """One table sheet to be written: where it lies and what it holds."""

    block: layout.Block
    data: pd.DataFrame


class _Tables(dict[str, Table]):
    """The tables of a workbook in the order of their sheets, and the notes that were joined to them."""

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self.notes = notes


def _tables(page: Page, register: GapRegister) -> _Tables:
    tables = _Tables(Notes(register))
    plain: tuple[tuple[layout.Sheet, Rows], ...] = (
        (layout.GAP_REGISTER, rows.gap_register),
        (layout.ACTION_PLAN, rows.action_plan),
        (layout.CLAUSE_TRANSITION, rows.clause_transition),
        (layout.documents_sheet(heat_clauses(register)), rows.documents),
        (layout.EVIDENCE, rows.evidence),
        (layout.WORDING, rows.wording),
        (layout.RETIRED, rows.retired),
        (layout.PROBLEMS, rows.problems),
    )
    for sheet, make in plain:
        joined, data = tables.notes.join(sheet, make(register, page.language), page.language)
        tables[sheet.id] = _table(page, joined, data)
    if register.conflicts:
        sheet, conflicts = conflicts_table(register.conflicts, page.language)
        tables["conflicts"] = _table(page, sheet, conflicts)
    log = rows.review_log(register, page.language, tables.notes.left_over())
    tables["review_log"] = _table(page, layout.REVIEW_LOG, log)
    about = rows.about(register, page.language, register.origin)
    tables["about"] = _table(page, layout.ABOUT, about)
    return tables


def _table(page: Page, sheet: layout.Sheet, data: pd.DataFrame) -> Table:
    return Table(block(page, fitted(sheet, data), len(data)), data)


def _links(data: pd.DataFrame) -> dict[int, str]:
    """Return the words of each row's evidence link by the row's number as people count."""
    return dict(enumerate(data["evidence_link"], start=layout.FIRST_ROW + 1))
