"""Rows into pandas tables that keep every value as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from transition.reports.layout import Sheet


def frame(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as a table of plain objects: clause numbers stay text, "" stays "", what a row lacks is ""."""
    empty = dict.fromkeys(columns, "")
    return pd.DataFrame([empty | dict(row) for row in rows], columns=list(columns), dtype=object)


def ids(sheet: Sheet) -> tuple[str, ...]:
    """Return the column ids of a sheet."""
    return tuple(column.id for column in sheet.columns)


EPOCH = dt.date(1899, 12, 30)


def serial(day: dt.date) -> int:
    """Return a day as spreadsheets count it."""
    return (day - EPOCH).days


def value_of(form: str, text: str) -> object:
    """Return a text as the date or number that a column of that form holds; one that is none stays a text."""
    try:
        if form == "date" and text:
            return dt.date.fromisoformat(text)
        if form in ("integer", "money") and text:
            number = float(text)
            return int(number) if number.is_integer() else number
    except (ValueError, OverflowError):
        return text
    return text
