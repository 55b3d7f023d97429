"""Rows into pandas tables that keep every value as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from transition.reports.layout import Sheet


def frame(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as a table of plain objects: clause numbers stay text, "" stays ""."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


def ids(sheet: Sheet) -> tuple[str, ...]:
    """Return the column ids of a sheet."""
    return tuple(column.id for column in sheet.columns)
