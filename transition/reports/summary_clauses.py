"""The table clause × verdict on the Summary, and the chart beside it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from transition.model import VERDICTS, GapRegister
from transition.reports.formulas import quoted
from transition.reports.layout import letter
from transition.reports.overview import WEAKEST_FIRST, Tally, clause_rows, tally
from transition.reports.styles import BAR_COLOURS, FONT, LINE, NAVY
from transition.reports.summary_grid import (
    AFTER_VERDICTS,
    CHAPTERS_ROW,
    FIRST_VERDICT,
    HEADS_ROW,
    HELPER,
    LAST,
    TILES_ROW,
    WIDTHS,
    Sources,
    verdict_column,
)
from transition.reports.summary_trend import has_trend, write_trend
from transition.reports.tables import Page

CHART_LEFT = 4
CHART_GAP = 6
CHART_WIDTH = round(WIDTHS[LAST] * 7) + 5 - CHART_LEFT
"""The charts end where their column ends, so that they fit in every program, whatever its font."""
BARS_SHARE = 0.66
"""How much of the height is left to the bars where a trend is shown below them."""
ROOMY = 300
"""From how many pixels on the bars have room for every ornament."""


def write_clauses(page: Page, sheet: Any, register: GapRegister, sources: Sources) -> int:
    """Write a row per main clause, the totals and the chart; return the row of the totals."""
    _chapter_heads(page, sheet)
    chapters = [row for row in clause_rows(register, page.language) if row.level == 1]
    for row, chapter in enumerate(chapters, start=CHAPTERS_ROW):
        _chapter(page, sheet, row, (chapter.key, chapter.title, chapter.tally), sources)
    total = CHAPTERS_ROW + len(chapters)
    sheet.ignore_errors({"number_stored_as_text": f"A{CHAPTERS_ROW + 1}:A{total + 1}"})
    _total(page, sheet, total, tally(register.entries))
    # In pixels: the tiles' rows above, the head, and the rows of the table.
    height = 40 + 48 + 24 + 20 + 43 + 30 * (total - CHAPTERS_ROW + 1)
    bars = round(height * BARS_SHARE) if has_trend(register.trend) else height
    _chart(page, sheet, total, max((chapter.tally.total for chapter in chapters), default=0), bars)
    if has_trend(register.trend):
        write_trend(page, sheet, register.trend, TILES_ROW, (CHART_WIDTH, height - bars - CHART_GAP, bars + CHART_GAP))
    return total


def _chapter_heads(page: Page, sheet: Any) -> None:
    row = HEADS_ROW
    sheet.set_row(row, 32)
    left, right = ("key", "clause_title"), ("total", "weakest_verdict", "weakest_requirement")
    for column, name in enumerate(left):
        sheet.write_string(row, column, page.say(f"columns.{name}"), page.styles("program"))
    texts = [page.say(f"verdicts.{verdict}") for verdict in VERDICTS] + [page.say(f"columns.{n}") for n in right]
    for column, text in enumerate(texts, start=FIRST_VERDICT):
        sheet.write_string(row, column, text, page.styles("program", align="center"))


def _chapter(page: Page, sheet: Any, row: int, chapter: tuple[str, str, Tally], sources: Sources) -> None:
    number, title, counts = chapter
    register, here = sources.register, row + 1
    chapters, statuses = register.cells("chapter"), register.cells("status")
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, number, page.styles("key", align="center", valign="vcenter"))
    sheet.write_string(row, 1, title, page.styles("text", valign="vcenter"))
    sheet.write_string(row, HELPER, f"{number} {title}", page.styles("plain"))
    count = page.styles("count", valign="vcenter")
    for column, verdict in enumerate(VERDICTS, start=FIRST_VERDICT):
        # An exact comparison of texts: COUNTIF would take the clause numbers 1 and 1.0 for the same.
        formula = f"=SUMPRODUCT(({chapters}=$A{here})*({statuses}={letter(column)}${CHAPTERS_ROW}))"
        sheet.write_formula(row, column, formula, count, counts.counts[verdict])
    sheet.write_formula(row, AFTER_VERDICTS, f"=SUM(C{here}:G{here})", count, counts.total)
    worst = counts.weakest
    label = page.say(f"verdicts.{worst}") if worst else ""
    sheet.write_formula(row, AFTER_VERDICTS + 1, f"={_weakest(page, here)}", count, label)
    ranks, keys = register.cells("rank"), register.cells("key")
    top = f'MIN(IF(({chapters}=$A{here})*({statuses}=$I{here})*({ranks}<>""),{ranks}))'
    formula = f'{{=IFERROR(INDEX({keys},MATCH({top},{ranks},0)),"")}}'
    stored = _weakest_key(sources.data, number, label)
    column = AFTER_VERDICTS + 2
    sheet.write_array_formula(row, column, row, column, formula, page.styles("count", valign="vcenter"), stored)


def _weakest(page: Page, row: int) -> str:
    """Return the name of the weakest status that occurs in a row of the table."""
    text = '""'
    for verdict in reversed(WEAKEST_FIRST):
        column = verdict_column(verdict)
        text = f"IF({column}{row}>0,{quoted(page.say(f'verdicts.{verdict}'))},{text})"
    return text


def _weakest_key(data: pd.DataFrame, chapter: str, status: str) -> str:
    open_rows = data[(data["chapter"] == chapter) & (data["status"] == status) & (data["rank"] != "")]
    return "" if open_rows.empty else str(min(zip(open_rows["rank"], open_rows["key"], strict=True))[1])


def _total(page: Page, sheet: Any, row: int, counts: Tally) -> None:
    sheet.set_row(row, 22)
    sheet.write_blank(row, 0, None, page.styles("total"))
    sheet.write_string(row, 1, page.say("summary.total"), page.styles("total", valign="vcenter"))
    look = page.styles("total_count", valign="vcenter")
    values = [counts.counts[verdict] for verdict in VERDICTS] + [counts.total]
    for column, value in enumerate(values, start=FIRST_VERDICT):
        name = letter(column)
        sheet.write_formula(row, column, f"=SUM({name}{CHAPTERS_ROW + 1}:{name}{row})", look, value)
    worst = counts.weakest
    label = page.say(f"verdicts.{worst}") if worst else ""
    sheet.write_formula(row, AFTER_VERDICTS + 1, f"={_weakest(page, row + 1)}", look, label)
    sheet.write_blank(row, AFTER_VERDICTS + 2, None, look)


def _chart(page: Page, sheet: Any, total: int, longest: int, height: int) -> None:
    """Put the stacked bars beside the table."""
    chart = page.book.add_chart({"type": "bar", "subtype": "stacked"})
    # A number wider than its piece of the bar would lie over its neighbour; the table holds them all.
    numbers = f'[<{max(1, longest // 30)}]"";0'
    first, last, name = CHAPTERS_ROW, total - 1, sheet.get_name()
    for column, verdict in enumerate(VERDICTS, start=FIRST_VERDICT):
        fill, ink = BAR_COLOURS[verdict]
        chart.add_series(
            {
                "name": [name, HEADS_ROW, column],
                "categories": [name, first, HELPER, last, HELPER],
                "values": [name, first, column, last, column],
                "fill": {"color": fill},
                "border": {"color": "#FFFFFF", "width": 0.5},
                "gap": 45,
                "data_labels": {"value": True, "num_format": numbers, "font": {"name": FONT, "color": ink, "size": 8}},
            }
        )
    chart.set_title({"name": page.say("summary.chart_title"), "name_font": {"name": FONT, "size": 11, "color": NAVY}})
    chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 9}})
    small = {"name": FONT, "size": 8, "bold": False}
    tight = height < ROOMY
    # Crossing at "max" keeps the numbers at the bottom although the first clause stands at the top.
    chart.set_y_axis(
        {
            "reverse": True,
            "crossing": "max",
            "num_font": {**small, "size": 7} if tight else small,
            "line": {"none": True},
            "interval_unit": 1,
        }
    )
    chart.show_hidden_data()
    grid = {"visible": True, "line": {"color": LINE, "width": 0.5}}
    named = {} if tight else {"name": page.say("summary.chart_axis"), "name_font": small}
    chart.set_x_axis({**named, "num_font": small, "major_gridlines": grid, "min": 0})
    chart.set_size({"width": CHART_WIDTH, "height": height})
    chart.set_chartarea({"border": {"color": LINE}})
    options = {"description": page.say("summary.chart_alt"), "object_position": 1, "x_offset": CHART_LEFT}
    sheet.insert_chart(TILES_ROW, LAST, chart, options)
