"""The first sheet: one page that follows every decision typed into the Gap register."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from xlsxwriter.image import Image

from transition.messages import say
from transition.model import VERDICTS, GapRegister
from transition.reports import words
from transition.reports.changes import changes_in_words, words_of_difference
from transition.reports.formulas import OPEN, quoted
from transition.reports.layout import SPARE_ROWS, Block, letter
from transition.reports.overview import confirmed, tally
from transition.reports.pictures import picture_of
from transition.reports.styles import SEVERITY_COLOURS, VERDICT_COLOURS
from transition.reports.summary_clauses import CHART_LEFT, CHART_WIDTH, write_clauses
from transition.reports.summary_first import write_first_things
from transition.reports.summary_grid import (
    AFTER_VERDICTS,
    CHAPTERS_ROW,
    FIRST_VERDICT,
    HELPER,
    LAST,
    TILES_ROW,
    WIDTHS,
    Sources,
)
from transition.reports.tables import A4, Page, tint

UNREAD_SHOWN = 6
OVERDUE_SHOWN = 4
CHANGES_SHOWN = 4
STALE_SHOWN = 12
EFFECTS = ("opened", "closed", "added", "dropped", "changed")


def write_summary(page: Page, sheet: Any, register: GapRegister, sources: Sources) -> None:
    """Fill the sheet that was added first."""
    for number, width in enumerate(WIDTHS):
        sheet.set_column(number, number, width)
    sheet.set_column(HELPER, HELPER, 8, None, {"hidden": True})
    sheet.hide_gridlines(2)
    _title(page, sheet, register)
    _tiles(page, sheet, register, sources)
    total = write_clauses(page, sheet, register, sources)
    end = write_first_things(page, sheet, total + 2, sources)
    end = _notes(page, sheet, end + 1, register, sources)
    _colours(page, sheet, end)
    _set_up(page, sheet, end)


def _title(page: Page, sheet: Any, register: GapRegister) -> None:
    pack = register.pack
    sheet.set_row(0, 28)
    title = words.texts(pack.titles, page.language) or pack.name
    sheet.write_string(0, 0, page.say("summary.title", title=title), page.styles("title", font_size=18))
    subtitle = page.say(
        "summary.subtitle",
        documents=len(register.documents),
        pack=pack.name,
        version=pack.version,
        today=words.day(register.run.today, page.language),
    )
    told = (str(register.run.settings.get(name) or "") for name in ("organisation", "client"))
    whose = " · ".join(dict.fromkeys(filter(None, told)))
    auditor = str(register.run.settings.get("auditor") or "")
    by = page.say("summary.auditor", name=auditor) if auditor else ""
    sheet.write_string(1, 0, " · ".join(filter(None, (whose, by, subtitle))), page.styles("tip"))
    _logo(sheet, register, whose)


def _logo(sheet: Any, register: GapRegister, described: str) -> None:
    """Show the organisation's picture above the charts, ending where they end."""
    picture = picture_of(register.logo) if register.logo else None
    if picture is None:
        return
    left = CHART_LEFT + CHART_WIDTH - picture.shown[0]
    options = {"image_data": io.BytesIO(register.logo), "description": described or "Logo", "object_position": 3}
    # The library shows a picture as large as its file says it is printed; only pixels count here.
    inside = Image(io.BytesIO(register.logo))
    across, down = (picture.scale * dots / 96 for dots in (inside._x_dpi, inside._y_dpi))  # noqa: SLF001
    place = {"x_offset": left, "y_offset": 2, "x_scale": across, "y_scale": down}
    sheet.insert_image(0, LAST, f"logo.{picture.kind}", options | place)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _tiles(page: Page, sheet: Any, register: GapRegister, sources: Sources) -> None:
    """Write a row of tiles over the columns of the table below: label, number, note."""
    counts = tally(register.entries)
    status, decision = sources.register.cells("status"), sources.register.cells("decision")
    label, number, note = (page.styles(f"tile_{part}") for part in ("label", "number", "note"))
    sheet.set_row(TILES_ROW, 30)
    sheet.set_row(TILES_ROW + 1, 36)
    sheet.set_row(TILES_ROW + 2, 24)
    tiles: list[tuple[int, str, str, str, int]] = [
        (
            1,
            page.say("summary.judged"),
            page.say("summary.judged_note"),
            f"COUNTA({sources.register.cells('key')})",
            counts.total,
        )
    ]
    for column, verdict in enumerate(VERDICTS, start=FIRST_VERDICT):
        text = page.say(f"verdicts.{verdict}")
        about = page.say(f"summary.{verdict.replace('-', '_')}_note")
        tiles.append((column, text, about, f"COUNTIF({status},{quoted(text)})", counts.counts[verdict]))
    severity = sources.register.cells("severity")
    late = int((sources.actions["late"] != "").sum())
    high = quoted(page.say("severities.major-risk"))
    critical = "+".join(f"COUNTIFS({severity},{high},{status},{quoted(page.say(f'verdicts.{v}'))})" for v in OPEN)
    tiles += [
        (AFTER_VERDICTS, page.say("summary.critical"), page.say("summary.critical_note"), critical, counts.high),
        (
            AFTER_VERDICTS + 1,
            page.say("summary.overdue"),
            "",
            _overdue(page, sources.plan),
            late,
        ),
        (
            AFTER_VERDICTS + 2,
            page.say("summary.confirmed"),
            page.say("summary.confirmed_note"),
            f'COUNTIF({decision},"?*")',
            confirmed(register),
        ),
    ]
    for column, text, about, formula, value in tiles:
        sheet.write_string(TILES_ROW, column, text, label)
        sheet.write_formula(TILES_ROW + 1, column, f"={formula}", _tile_number(page, column, number), value)
        sheet.write_string(TILES_ROW + 2, column, about, note)
    day = _day(register.run.today)
    if day:
        sheet.write_datetime(
            TILES_ROW + 2, AFTER_VERDICTS + 1, day, page.styles("tile_date", num_format=page.say("formats.as_of"))
        )


def _tile_number(page: Page, column: int, otherwise: Any) -> Any:
    """Return the look of a tile's number: that of its verdict, or of what is urgent."""
    if FIRST_VERDICT <= column < AFTER_VERDICTS:
        fill, ink = VERDICT_COLOURS[VERDICTS[column - FIRST_VERDICT]]
        return page.styles("tile_number", bg_color=fill, font_color=ink)
    if column == AFTER_VERDICTS:
        return page.styles("tile_number", font_color=SEVERITY_COLOURS["major-risk"][1])
    return otherwise


def _overdue(page: Page, plan: Block) -> str:
    """Return the count of actions whose day is past at the date in the tile and that are not done."""
    due, status = plan.cells("due", last=SPARE_ROWS), plan.cells("plan_status", last=SPARE_ROWS)
    day = f"${letter(AFTER_VERDICTS + 1)}${TILES_ROW + 3}"
    closed = "".join(f",{status},{quoted('<>' + page.say(f'plan_statuses.{name}'))}" for name in ("done", "verified"))
    return f'COUNTIFS({due},">0",{due},"<"&{day}{closed})'


def _notes(page: Page, sheet: Any, row: int, register: GapRegister, sources: Sources) -> int:
    """Write what changed, what was not read, what documents cannot prove; return the row after them."""
    kinds, statuses = sources.register.cells("kind"), sources.register.cells("status")
    asked = quoted(page.say("kinds.no-evidence"))
    live = "+".join(
        f"COUNTIFS({kinds},{asked},{statuses},{quoted(page.say(f'verdicts.{v}'))})" for v in ("gap", "partial")
    )
    count = sum(entry.kind == "no-evidence" for entry in register.entries)
    before, after = page.say("summary.limits_text", live="\x00").split("\x00")
    sheet.set_row(row, 18)
    sheet.write_string(row, 0, page.say("summary.limits"), page.styles("plain", bold=True))
    sheet.write_formula(
        row, 2, f"={quoted(before)}&({live})&{quoted(after)}", page.styles("plain"), f"{before}{count}{after}"
    )
    row = _overdue_line(page, sheet, row + 1, sources)
    row = _stale(page, sheet, row, register)
    row = _changes(page, sheet, row, register)
    name = sources.register.name
    lines = [
        ("unread", _unread(page, register)),
        ("where", page.say("summary.where_text", register=name, link=page.say("columns.evidence_link"))),
        ("how", page.say("summary.how_text", register=name)),
    ]
    for number, (label, text) in enumerate(lines, start=row):
        _line(page, sheet, number, page.say(f"summary.{label}"), text)
    return row + len(lines)


def _line(page: Page, sheet: Any, row: int, label: str, text: str) -> None:
    sheet.set_row(row, 18)
    sheet.write_string(row, 0, label, page.styles("plain", bold=True))
    sheet.write_string(row, 2, text, page.styles("plain"))


def _stale(page: Page, sheet: Any, row: int, register: GapRegister) -> int:
    """Write which decisions are to be looked at again, where there are any; return the row after it."""
    keys = [e.requirement.id for e in register.entries if e.decision and e.decision.state == "stale"]
    if not keys:
        return row
    shown = ", ".join(keys[:STALE_SHOWN])
    if len(keys) > STALE_SHOWN:
        shown = page.say("summary.more", names=shown, n=len(keys) - STALE_SHOWN)
    column = page.say("columns.confirm")
    _line(page, sheet, row, page.say("summary.stale"), page.say("summary.stale_text", names=shown, column=column))
    return row + 1


def _changes(page: Page, sheet: Any, row: int, register: GapRegister) -> int:
    """Write what changed since the last run, the most telling first; return the row after it."""
    compared = register.comparison
    text = changes_in_words(compared, page.language) if compared else page.say("summary.no_changes")
    _line(page, sheet, row, page.say("summary.changes"), text)
    found = compared.of("opened", "closed", "added", "dropped", "changed") if compared else ()
    told = sorted(found, key=lambda d: EFFECTS.index(d.effect))[:CHANGES_SHOWN]
    for number, difference in enumerate(told, start=row + 1):
        _line(page, sheet, number, "", words_of_difference(difference, page.language))
    return row + 1 + len(told)


def _overdue_line(page: Page, sheet: Any, row: int, sources: Sources) -> int:
    """Write which actions are overdue, the oldest first; return the row after it."""
    plan = sources.plan
    late, keys, people = (plan.cells(name, last=SPARE_ROWS) for name in ("late", "key", "responsible"))
    items = []
    for place in range(1, OVERDUE_SHOWN + 1):
        at = f"MATCH(SMALL({late},{place}),{late},0)"
        who = f'IF(INDEX({people},{at})="",""," ("&INDEX({people},{at})&")")'
        before = '"; "&' if place > 1 else ""
        items.append(f'IFERROR({before}INDEX({keys},{at})&{who},"")')
    more = f'IF(COUNT({late})>{OVERDUE_SHOWN},"; …","")'
    nothing = quoted(page.say("summary.none_overdue"))
    rows = sorted(((r["late"], r) for r in sources.actions.to_dict("records") if r["late"]), key=lambda pair: pair[0])
    shown = [f"{r['key']} ({r['responsible']})" if r["responsible"] else str(r["key"]) for _, r in rows]
    stored = "; ".join(shown[:OVERDUE_SHOWN]) + ("; …" if len(shown) > OVERDUE_SHOWN else "")
    sheet.set_row(row, 18)
    sheet.write_string(row, 0, page.say("summary.overdue_actions"), page.styles("plain", bold=True))
    formula = f"=IF(COUNT({late})=0,{nothing},{'&'.join([*items, more])})"
    sheet.write_formula(row, 2, formula, page.styles("plain"), stored or page.say("summary.none_overdue"))
    return row + 1


def _unread(page: Page, register: GapRegister) -> str:
    """Return the sentence on files the verdicts do not cover."""
    read = {document.path for document in register.documents}
    names = sorted({p.document for p in register.problems if p.document and p.document not in read})
    if not names:
        return page.say("summary.all_read")
    shown = ", ".join(names[:UNREAD_SHOWN])
    if len(names) > UNREAD_SHOWN:
        shown = page.say("summary.more", names=shown, n=len(names) - UNREAD_SHOWN)
    return page.say("summary.unread_text", n=len(names), names=shown)


def _colours(page: Page, sheet: Any, end: int) -> None:
    """Tint the cells that hold a status or a severity."""
    statuses = {page.say(f"verdicts.{verdict}"): VERDICT_COLOURS[verdict] for verdict in VERDICTS}
    severities = {page.say(f"severities.{name}"): colours for name, colours in SEVERITY_COLOURS.items()}
    places = ((AFTER_VERDICTS + 1, statuses), (FIRST_VERDICT, statuses), (FIRST_VERDICT + 1, severities))
    for column, colours in places:
        for text, pair in colours.items():
            tint(page, sheet, (CHAPTERS_ROW, column, end, column), text, pair)


def _set_up(page: Page, sheet: Any, end: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.5)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, end, LAST)
    sheet.set_footer(f"&L&8{say('workbook.sheets.summary', page.language)}&R&8{page.say('tips.page')} &P/&N")
