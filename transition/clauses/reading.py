"""One CSV file of a pack becomes checked rows; every fault is named by file, row, column and value."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    faults: list[Fault] = []
    for record in records:
        try:
            rows.append(table.model.model_validate(record.cells))
            places[table.key_of(rows[-1])].append(str(record.row))
        except ValidationError as error:
            faults += [_fault(place, table, record, dict(fault)) for fault in error.errors()]
        if record.beyond:
            value = record.beyond[0]
            faults.append(("beyond", {"file": place, "row": str(record.row), "value": value}))
    # A wrong cell may be why two rows look alike, so it is put right first.
    faults += [] if faults else _repeated(place, places)
    if faults:
        raise PackError("pack-bad-value", tuple(faults), **{"column": "", "value": "", **faults[0][1]})
    return rows


def _check_heads(place: str, heads: Sequence[str], table: Table) -> None:
    wanted = table.columns
    unknown = list(dict.fromkeys(head for head in heads if head not in wanted))
    missing = [column for column in table.needed if column not in heads]
    twice = [head for head, count in Counter(heads).items() if count > 1]
    if not (unknown or missing or twice):
        return
    faults = tuple(_head_faults(place, heads, unknown, missing, twice, table))
    raise PackError("pack-columns", faults, file=place)


def _head_faults(
    place: str, heads: Sequence[str], unknown: Sequence[str], missing: Sequence[str], twice: Sequence[str], table: Table
) -> Iterator[Fault]:
    """Yield a fault for each wrong heading; one that is nearly right is told together with what it should be."""
    if not set(heads) & set(table.columns):
        yield "columns", {"file": place, "wanted": ", ".join(table.columns)}
        return
    lacking = list(missing)
    for head in unknown:
        near = difflib.get_close_matches(head, lacking, 1)
        if not head:
            yield "column-nameless", {"file": place, "number": str(heads.index(head) + 1)}
        elif near:
            lacking.remove(near[0])
            yield "column-near", {"file": place, "value": head, "near": near[0]}
        else:
            yield "column-unknown", {"file": place, "value": head, "wanted": ", ".join(table.columns)}
    for head in twice:
        if head and head not in unknown:
            yield "column-twice", {"file": place, "value": head}
    for column in lacking:
        yield "column-missing", {"file": place, "value": column}


def _repeated(place: str, places: Mapping[tuple[str, ...], Sequence[str]]) -> list[Fault]:
    """Return a fault for each key that stands in several rows of the file."""
    return [
        ("twice", {"file": place, "key": " | ".join(key), "rows": ", ".join(rows)})
        for key, rows in places.items()
        if len(rows) > 1
    ]


def _fault(place: str, table: Table, record: Record, error: Mapping[str, Any]) -> Fault:
    column = str(error["loc"][0]) if error["loc"] else "?"
    value = record.cells.get(column, "").strip()
    details = {"file": place, "row": str(record.row), "column": column, "value": value}
    if error["type"] == DATE:
        return "became-date", details
    allowed = choices(table, column)
    if allowed:
        return _bad_choice(details, allowed)
    field = table.model.model_fields[column]
    low = next((str(m.ge) for m in field.metadata if isinstance(m, Ge)), "")
    high = next((str(m.le) for m in field.metadata if isinstance(m, Le)), "")
    if low and high:
        kind = "bad-whole-number" if field.annotation in _WHOLE else "bad-number"
        return kind, details | {"low": low, "high": high}
    if not value:
        return "empty-cell", details
    return "bad-value", details


def _bad_choice(details: Mapping[str, str], allowed: Sequence[str]) -> Fault:
    told = {**details, "choices": ", ".join(choice for choice in allowed if choice)}
    if not details["value"]:
        return "empty-choice", told
    near = difflib.get_close_matches(details["value"].casefold(), allowed, 1, 0.5)
    return ("bad-choice", told | {"near": near[0]}) if near else ("bad-choice-unlike", told)
