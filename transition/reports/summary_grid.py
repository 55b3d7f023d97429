"""Where things lie on the Summary: one grid for tiles, table, chart and list, so that all edges meet."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from transition.model import VERDICTS
from transition.reports.layout import Block, letter
from transition.reports.tables import Page

WIDTHS = (9, 52, 12, 12, 12, 12, 14, 13, 14, 15, 2, 78)
"""Widths of the columns: key, name, one per verdict, three more numbers, a gap, and the chart's."""
LAST = 11
HELPER = 13
"""A hidden column: bar labels, and which rows of the register the list shows."""
TILES_ROW = 3
HEADS_ROW = 7
CHAPTERS_ROW = HEADS_ROW + 1
FIRST_VERDICT = 2
AFTER_VERDICTS = FIRST_VERDICT + len(VERDICTS)
"""Column of the total, of the weakest status and of the weakest requirement, in this order."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The tables the Summary points into, and the frames behind the Gap register and the Action plan."""

    register: Block
    plan: Block
    data: pd.DataFrame
    actions: pd.DataFrame


def today_cell(page: Page) -> str:
    """Return the cell that holds the day of the run, for formulas on other sheets."""
    sheet = page.say("sheets.summary").replace("'", "''")
    return f"'{sheet}'!${letter(AFTER_VERDICTS + 1)}${TILES_ROW + 3}"


def verdict_column(verdict: str) -> str:
    """Return the letter of the column in which a verdict is counted."""
    return letter(FIRST_VERDICT + [str(v) for v in VERDICTS].index(verdict))
