"""The trend over runs on the Summary: where the organisation stood, day by day, as a native chart."""

from __future__ import annotations

from typing import Any

from transition.model import VERDICTS, Standing
from transition.reports import words
from transition.reports.styles import BAR_COLOURS, FONT, LINE, NAVY
from transition.reports.summary_grid import HELPER, LAST
from transition.reports.tables import Page

FIRST_COLUMN = HELPER + 2
"""The figures stand in hidden columns beside the page, so that the chart has cells to point to."""
DAYS_SHOWN = 24
LEAST = 2


def has_trend(trend: tuple[Standing, ...]) -> bool:
    """Return whether there are days enough for a line."""
    return len(trend) >= LEAST


def write_trend(page: Page, sheet: Any, trend: tuple[Standing, ...], row: int, size: tuple[int, int, int]) -> None:
    """Write figures and chart; ``size`` is its width, its height and how far down in ``row`` it begins, in pixels."""
    shown = trend[-DAYS_SHOWN:]
    first = FIRST_COLUMN
    sheet.set_column(first, first + len(VERDICTS), 8, None, {"hidden": True})
    heads = [page.say("columns.when"), *(page.say(f"verdicts.{verdict}") for verdict in VERDICTS)]
    for column, text in enumerate(heads, start=first):
        sheet.write_string(0, column, text, page.styles("plain"))
    for line, point in enumerate(shown, start=1):
        sheet.write_string(line, first, words.day(point.day, page.language), page.styles("plain"))
        for column, verdict in enumerate(VERDICTS, start=first + 1):
            sheet.write_number(line, column, point.counts.get(verdict, 0), page.styles("plain"))
    chart = _chart(page, sheet.get_name(), len(shown))
    chart.set_size({"width": size[0], "height": size[1]})
    options = {"description": page.say("summary.trend_alt"), "object_position": 1, "x_offset": 4, "y_offset": size[2]}
    sheet.insert_chart(row, LAST, chart, options)


def _chart(page: Page, name: str, days: int) -> Any:
    chart = page.book.add_chart({"type": "column", "subtype": "stacked"})
    for column, verdict in enumerate(VERDICTS, start=FIRST_COLUMN + 1):
        fill, _ = BAR_COLOURS[verdict]
        chart.add_series(
            {
                "name": [name, 0, column],
                "categories": [name, 1, FIRST_COLUMN, days, FIRST_COLUMN],
                "values": [name, 1, column, days, column],
                "fill": {"color": fill},
                "border": {"color": "#FFFFFF", "width": 0.5},
                "gap": 60,
            }
        )
    small = {"name": FONT, "size": 8, "bold": False}
    chart.set_title({"name": page.say("summary.trend_title"), "name_font": {"name": FONT, "size": 11, "color": NAVY}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": small, "text_axis": True})
    chart.set_y_axis({"num_font": small, "major_gridlines": {"visible": True, "line": {"color": LINE}}, "min": 0})
    chart.show_hidden_data()
    chart.set_chartarea({"border": {"color": LINE}})
    return chart
