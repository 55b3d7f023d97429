"""Reads what people labelled (CSV, Excel, JSON lines, or a folder that holds such files) as plain records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from transition.errors import InputError

Row = Mapping[str, str]
_IN_FOLDER = ("labels.csv", "truth.csv", "labels.xlsx")
_JSON = frozenset({".jsonl", ".json"})
_EXCEL = frozenset({".xlsx", ".xlsm"})


def read_labels(path: str | Path) -> list[Row]:
    """Return the rows of a labelled sheet, their heads in lower case; several values in a cell stand apart by ``;``.

    ``InputError`` says what is wrong with the file.
    """
    path = Path(path)
    files = [path / name for name in _IN_FOLDER if (path / name).is_file()] if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise InputError("no-labels", path=path, names=", ".join(_IN_FOLDER))
    rows: list[Row] = []
    for file in files:
        try:
            rows += _json_rows(file) if file.suffix.lower() in _JSON else _table_rows(file)
        except (OSError, ValueError) as fault:
            raise InputError("bad-labels", path=file, reason=str(fault).splitlines()[0][:200]) from None
    return rows


def _json_rows(path: Path) -> Iterable[Row]:
    with path.open(encoding="utf-8-sig") as file:
        records = [json.loads(line) for line in file if line.strip()]
    return [{str(key).strip().lower(): _cell(value) for key, value in record.items()} for record in records]


def _table_rows(path: Path) -> Iterable[Row]:
    import pandas as pd

    if path.suffix.lower() in _EXCEL:
        sheets = pd.read_excel(path, sheet_name=None, dtype=str, keep_default_na=False)
        frames = list(sheets.values())
    else:
        # The separator is the file's own: Excel writes commas here and semicolons there.
        frames = [pd.read_csv(path, sep=None, engine="python", dtype=str, keep_default_na=False, encoding="utf-8-sig")]
    rows: list[Row] = []
    for frame in frames:
        heads = [str(head).strip().lower() for head in frame.columns]
        rows += [dict(zip(heads, map(_cell, values), strict=True)) for values in frame.itertuples(index=False)]
    return rows


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value).strip()
