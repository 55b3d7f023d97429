"""The list of first things to close on the Summary, which follows every decision."""

from __future__ import annotations

from typing import Any

from transition.reports.formulas import quoted
from transition.reports.layout import FIRST_ROW, letter
from transition.reports.summary_grid import HELPER, LAST, Sources
from transition.reports.tables import Page

FIRST_THINGS = 10
JUMPS = {"key": "key", "status": "decision"}
"""Columns of the list that jump into the Gap register, and where to: to the row, to the cell for a decision."""
FIRST_HEADS = (
    "key",
    "requirement",
    "status",
    "severity",
    "kind",
    "priority",
    "responsible",
    "due",
    "action_status",
    "planned",
)


def write_first_things(page: Page, sheet: Any, row: int, sources: Sources) -> int:
    """Write the list of what to close first, one requirement per clause; return the row after it."""
    sheet.set_row(row, 20)
    sheet.write_string(row, 0, page.say("summary.first"), page.styles("heading"))
    sheet.write_string(row, 3, page.say("summary.first_note"), page.styles("tip", valign="vcenter"))
    head = row + 1
    sheet.set_row(head, 32)
    texts = [page.say(f"columns.{'action_key' if name == 'planned' else name}") for name in FIRST_HEADS]
    for column, text in enumerate(texts):
        sheet.write_string(head, column, text, page.styles("program"))
    sheet.write_string(head, LAST, page.say("columns.action"), page.styles("program"))
    data = sources.data
    leads = sorted(rank for rank in data["lead"] if rank != "")
    for place in range(FIRST_THINGS):
        at = data["lead"].tolist().index(leads[place]) if place < len(leads) else None
        _first_thing(page, sheet, head + 1 + place, place + 1, at, sources)
    return head + 1 + FIRST_THINGS


def _first_thing(page: Page, sheet: Any, row: int, place: int, at: int | None, sources: Sources) -> None:
    register, helper = sources.register, f"${letter(HELPER)}{row + 1}"
    sheet.set_row(row, 42)
    leads = register.cells("lead")
    formula = f'=IFERROR(MATCH(SMALL({leads},{place}),{leads},0),"")'
    sheet.write_formula(row, HELPER, formula, page.styles("plain"), "" if at is None else at + 1)
    columns = [*enumerate(FIRST_HEADS), (LAST, "action")]
    for column, name in columns:
        found = f"INDEX({register.cells(name)},{helper})"
        stored = "" if at is None else sources.data[name].iloc[at]
        formula = f'=IF({helper}="","",IF({found}="","",{found}))'
        if name in JUMPS:
            # A jump into the requirement's own row, wherever sorting has put it.
            target = quoted(f"#{register.cells('key').partition('!')[0]}!{register.column(JUMPS[name])}")
            target = f"{target}&({helper}+{FIRST_ROW})"
            formula = f'=IF({helper}="","",HYPERLINK({target},{found}))'
        form = {"key": "key_link", "status": "centre_link", "severity": "centre", "due": "date"}.get(name, "text")
        sheet.write_formula(row, column, formula, page.styles(form), stored)
