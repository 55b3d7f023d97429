"""gap-workbook.xlsx: the register as the workbook people decide in.

Formulas carry the results they must yield, so that previews and phones show numbers; the same register gives
the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from transition.messages import LANGUAGES, say
from transition.model import GapRegister
from transition.reports import layout, rows, words
from transition.reports.files import write_bytes
from transition.reports.formulas import register_formulas, transition_formulas
from transition.reports.rows_map import heat_clauses
from transition.reports.styles import FONT, Styles
from transition.reports.summary_grid import Sources
from transition.reports.summary_sheet import write_summary
from transition.reports.tables import Page, block, write_table

EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no time zones
TABS = {"summary": "#1F3864", "gap_register": "#FFD966", "action_plan": "#FFD966", "clause_transition": "#FFD966"}

Rows = Callable[[GapRegister, str], pd.DataFrame]


def write_workbook(register: GapRegister, path: str | Path, language: str = "en") -> None:
    """Write the gap workbook to ``path`` in one step; a file that already holds the same bytes is left alone."""
    write_bytes(Path(path), workbook_bytes(register, language))


def workbook_bytes(register: GapRegister, language: str = "en") -> bytes:
    """Return the gap workbook as bytes."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    target = io.BytesIO()
    # Text stays text: nothing a document says may become a formula or a link.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }
    with xlsxwriter.Workbook(target, options) as book:
        page = Page(book, Styles(book, say("workbook.formats.date", language)), register.pack, language)
        _properties(book, register, page)
        _sheets(page, register)
    return target.getvalue()


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
    data = rows.gap_register(register, page.language)
    plan = rows.action_plan(register, page.language)
    evidence = rows.evidence(register, page.language)
    transition = rows.clause_transition(register, page.language)
    blocks = {
        "register": block(page, layout.GAP_REGISTER, len(data)),
        "plan": block(page, layout.ACTION_PLAN, len(plan)),
        "evidence": block(page, layout.EVIDENCE, len(evidence)),
        "transition": block(page, layout.CLAUSE_TRANSITION, len(transition)),
    }
    links = dict(enumerate(data["evidence_link"], start=layout.FIRST_ROW + 1))
    live = register_formulas(page, blocks["register"], blocks["plan"], blocks["evidence"], links)
    sheets = [
        summary,
        write_table(page, blocks["register"], data, live),
        write_table(page, blocks["plan"], plan),
        write_table(
            page, blocks["transition"], transition, transition_formulas(page, blocks["transition"], blocks["register"])
        ),
        _simple(page, register, layout.documents_sheet(heat_clauses(register)), rows.documents),
        write_table(page, blocks["evidence"], evidence),
    ]
    others: tuple[tuple[layout.Sheet, Rows], ...] = (
        (layout.WORDING, rows.wording),
        (layout.RETIRED, rows.retired),
        (layout.PROBLEMS, rows.problems),
        (layout.REVIEW_LOG, rows.review_log),
        (layout.ABOUT, rows.about),
    )
    sheets += [_simple(page, register, sheet, make) for sheet, make in others]
    for name, colour in TABS.items():
        next(s for s in sheets if s.get_name() == layout.sheet_name(name, page.language)).set_tab_color(colour)
    write_summary(page, summary, register, Sources(blocks["register"], blocks["plan"], data))
    summary.activate()


def _simple(page: Page, register: GapRegister, sheet: layout.Sheet, make: Rows) -> Any:
    data = make(register, page.language)
    return write_table(page, block(page, sheet, len(data)), data)
