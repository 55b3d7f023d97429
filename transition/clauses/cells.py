"""Cells of pack files taken apart, and the rows of one file per language brought together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from transition.clauses.sources import Tables
from transition.clauses.tables import TABLES, Row

Key = tuple[str, ...]
TextsByKey = Mapping[Key, Mapping[str, Any]]


def lines(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that stand on lines of their own."""
    return tuple(line.strip() for line in cell.splitlines() if line.strip())


def listed(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that are separated by semicolons."""
    return tuple(item.strip() for item in cell.split(";") if item.strip())


def texts(tables: Tables, languages: Sequence[str], model: type[Row]) -> TextsByKey:
    """Return key → language → row for one file kept per language."""
    key_of = next(table.key_of for table in TABLES if table.model is model)
    found: dict[Key, dict[str, Any]] = defaultdict(dict)
    for language in languages:
        for row in tables.of(model, language):
            found[key_of(row)][language] = row
    return found


def pick(rows: Mapping[str, Any], column: str) -> dict[str, str]:
    """Return language → text of one column, empty cells left out."""
    return {language: getattr(row, column) for language, row in rows.items() if getattr(row, column)}


def each(
    rows: Mapping[str, Any], column: str, split: Callable[[str], tuple[str, ...]] = lines
) -> dict[str, tuple[str, ...]]:
    """Return language → values of one column."""
    return {language: split(getattr(row, column)) for language, row in rows.items()}
