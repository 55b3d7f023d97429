"""One CSV file of a pack becomes checked rows; every fault is named by file, row, column and value."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotated_types import Ge, Le
from pydantic import ValidationError

from transition.clauses.csvfiles import Record, read_csv
from transition.clauses.tables import DATE, Table, TableRow, choices
from transition.errors import Fault, PackError

_WHOLE = (int,)


def read_rows(folder: Path, table: Table, language: str = "") -> list[TableRow] | None:
    """Return the rows of one file, or ``None`` where an optional one is missing.

    ``PackError`` holds every fault of the file, and the details of the first.
    """
    place = table.place(language)
    if table.optional and not (folder / place).is_file():
        return None
    heads, records = read_csv(folder / place, place)
    _check_heads(place, heads, table)
    rows: list[TableRow] = []
    faults: list[Fault] = []
    for record in records:
        try:
            rows.append(table.model.model_validate(record.cells))
        except ValidationError as error:
            faults += [_fault(place, table, record, dict(fault)) for fault in error.errors()]
        if record.beyond:
            value = record.beyond[0]
            faults.append(("beyond", {"file": place, "row": str(record.row), "value": value}))
    faults += _repeated(place, table, rows, faults)
    if faults:
        raise PackError("pack-bad-value", tuple(faults), **{"column": "", "value": "", **faults[0][1]})
    return rows


def _check_heads(place: str, heads: Sequence[str], table: Table) -> None:
    wanted = table.columns
    unknown = [head or "?" for head in heads if head not in wanted]
    missing = [column for column in table.needed if column not in heads]
    twice = [head for head, count in Counter(heads).items() if count > 1]
    if not (unknown or missing or twice):
        return
    near = [f"{head} → {found[0]}" for head in unknown if (found := difflib.get_close_matches(head, missing, 1))]
    details = {
        "file": place,
        "unknown": ", ".join([*unknown, *twice]) or "-",
        "missing": ", ".join(missing) or "-",
        "near": ", ".join(near) or "-",
        "wanted": ", ".join(wanted),
    }
    raise PackError("pack-columns", (("columns", details),), **details)


def _repeated(place: str, table: Table, rows: Iterable[TableRow], faults: Sequence[Fault]) -> list[Fault]:
    """Return a fault for each key that stands twice in the file, unless it has other faults to put right first."""
    counts = Counter(map(table.key_of, rows)) if not faults else {}
    return [("twice", {"file": place, "key": " | ".join(key)}) for key, count in counts.items() if count > 1]


def _fault(place: str, table: Table, record: Record, error: Mapping[str, Any]) -> Fault:
    column = str(error["loc"][0]) if error["loc"] else "?"
    value = record.cells.get(column, "").strip()
    details = {"file": place, "row": str(record.row), "column": column, "value": value}
    if error["type"] == DATE:
        return "became-date", details
    allowed = choices(table, column)
    if allowed:
        near = difflib.get_close_matches(value.casefold(), allowed, 1, 0.5)
        return "bad-choice", details | {"choices": ", ".join(allowed), "near": near[0] if near else allowed[0]}
    field = table.model.model_fields[column]
    low = next((str(m.ge) for m in field.metadata if isinstance(m, Ge)), "")
    high = next((str(m.le) for m in field.metadata if isinstance(m, Le)), "")
    if low and high:
        kind = "bad-whole-number" if field.annotation in _WHOLE else "bad-number"
        return kind, details | {"low": low, "high": high}
    if not value:
        return "empty-cell", details
    return "bad-value", details | {"expected": str(error["msg"])}
