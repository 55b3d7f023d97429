"""Reads a reviewed gap workbook back into decisions, whatever people did to its order and layout.

Rows are known by their key and columns by their heads, in either language. What cannot be taken over for sure is
refused with a problem that says why; nothing of a refused row is taken.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from transition.messages import LANGUAGES, catalogue
from transition.model import VERDICTS, Decision, Problem, VerdictName
from transition.reports.layout import GAP_REGISTER
from transition.reports.marks import is_typed, stamp_of

HEADER_WITHIN = 14
NEEDED = ("key", "decision")
TYPED = tuple(column.id for column in GAP_REGISTER.columns if column.yours)
READ = ("key", *TYPED, "stamp", "imprint")
_FIELDS = {"decision": "verdict"}

Result = tuple[tuple[Decision, ...], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the Gap register as it came back: its number as people count, its texts by column id, its columns."""

    number: int
    texts: dict[str, str]
    columns: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The requirement's key, or "" where it was lost."""
        return self.texts.get("key", "")

    @property
    def typed(self) -> tuple[str, ...]:
        """What stands in the user's columns."""
        return tuple(text for id in TYPED if (text := self.texts.get(id, "")))

    @property
    def counts(self) -> bool:
        """Whether something is typed in it, or was when it was written."""
        return bool(self.typed or (self.key and self.texts.get("imprint")))


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One row that came back: what stands in it now, the fields its sheet has columns for, and what it was.

    ``imprint`` is what ``marks.imprint`` gave when the row was written, or "".
    """

    decision: Decision
    present: frozenset[str]
    imprint: str


def read_decisions(path: str | Path) -> Result:
    """Return the decisions in a reviewed workbook, in its order, and a problem for each row that was refused.

    A file that is no gap workbook yields no decision and the problem ``review-not-a-workbook``.
    """
    reviewed, problems = read_reviewed(path)
    return tuple(row.decision for row in reviewed if is_typed(row.decision)), problems


def read_reviewed(path: str | Path) -> tuple[tuple[Reviewed, ...], tuple[Problem, ...]]:
    """Return each row with a decision in it or cleared of one, and a problem for each row that was refused."""
    path = Path(path)
    rows = _register_rows(path)
    if rows is None:
        return (), (Problem("review-not-a-workbook", "error", path.name),)
    reviewed: list[Reviewed] = []
    problems: list[Problem] = []
    repeated = _repeated(rows)
    for key, numbers in repeated.items():
        listed = ", ".join(map(str, numbers))
        problems.append(Problem("review-duplicate-key", "error", path.name, {"key": key, "rows": listed}))
    for row in rows:
        if row.key in repeated or not row.counts:
            continue
        problem = _refusal(row, path.name)
        if problem:
            problems.append(problem)
        else:
            present = frozenset(_FIELDS.get(id, id) for id in row.columns if id in TYPED)
            reviewed.append(Reviewed(_decision(row), present, row.texts.get("imprint", "")))
    return tuple(reviewed), tuple(problems)


def _repeated(rows: Sequence[Row]) -> dict[str, list[int]]:
    """Return the keys that stand in several rows, something being typed in one of them, and the rows' numbers."""
    numbers: dict[str, list[int]] = {}
    for row in rows:
        if row.key:
            numbers.setdefault(row.key, []).append(row.number)
    typed = {row.key for row in rows if row.typed}
    return {key: found for key, found in numbers.items() if len(found) > 1 and key in typed}


def _refusal(row: Row, document: str) -> Problem | None:
    """Return why a row with something typed cannot be taken over, or ``None``."""
    where = {"row": str(row.number), "key": row.key}
    if not row.key:
        return Problem("review-missing-key", "error", document, where | {"typed": ", ".join(row.typed)})
    status = row.texts.get("decision", "")
    if status and _verdict(status) is None:
        return Problem("review-unknown-status", "error", document, where | {"status": status})
    if _verdict(status) == "not-applicable" and not row.texts.get("reason"):
        return Problem("review-missing-reason", "error", document, where | {"status": status})
    return None


def _decision(row: Row) -> Decision:
    texts = row.texts
    decision = Decision(
        requirement=row.key,
        verdict=_verdict(texts.get("decision", "")),
        reason=texts.get("reason", ""),
        reviewer=texts.get("reviewer", ""),
        priority=texts.get("priority", ""),
        process=texts.get("process", ""),
        action_key=texts.get("action_key", ""),
        audit_status=texts.get("audit_status", ""),
    )
    stamp = stamp_of(decision, texts.get("stamp", ""), texts.get("imprint", ""))
    return replace(decision, stamp=stamp)


def _verdict(status: str) -> VerdictName | None:
    return _verdicts().get(_folded(status))


@cache
def _verdicts() -> dict[str, VerdictName]:
    """Return every label a decision may have, and the register's own codes."""
    found: dict[str, VerdictName] = {_folded(verdict): verdict for verdict in VERDICTS}
    for language in LANGUAGES:
        labels = catalogue("workbook", language)
        found |= {_folded(labels[f"verdicts.{verdict}"]): verdict for verdict in VERDICTS}
    return found


@cache
def _heads() -> dict[str, str]:
    """Return head text → column id in every language, for the columns that are read."""
    return {_folded(catalogue("workbook", language)[f"columns.{id}"]): id for language in LANGUAGES for id in READ}


def _folded(text: str) -> str:
    """Return a text such that case, spaces and the way its accents are stored make no difference."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _register_rows(path: Path) -> tuple[Row, ...] | None:
    """Return the rows of the Gap register, or ``None`` where the file holds none."""
    import openpyxl

    try:
        # The file is opened here: openpyxl judges by the name's ending, and people rename files.
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            try:
                return _first_register(book.worksheets)
            finally:
                book.close()
    except Exception:  # noqa: BLE001 - whatever a damaged file makes the reader raise, to the user it is one thing
        return None


def _first_register(sheets: Iterable[Any]) -> tuple[Row, ...] | None:
    """Return the rows of the sheet named as the register, else of the first sheet with its columns."""
    names = {_folded(catalogue("workbook", language)["sheets.gap_register"]) for language in LANGUAGES}
    for sheet in sorted(sheets, key=lambda s: _folded(s.title) not in names):
        rows = _rows(sheet)
        if rows is not None:
            return rows
    return None


def _rows(sheet: Any) -> tuple[Row, ...] | None:
    """Return a sheet's rows below its head, or ``None`` where the first rows hold no head of the register."""
    if hasattr(sheet, "reset_dimensions"):
        # Other programs store a wrong extent, which would cut rows off.
        sheet.reset_dimensions()
    lines: Iterator[tuple[int, tuple[Any, ...]]] = enumerate(_lines(sheet), start=1)
    for number, line in lines:
        places = _places(line)
        if all(id in places for id in NEEDED):
            return tuple(row for n, values in lines if (row := _row(n, values, places)).texts)
        if number >= HEADER_WITHIN:
            return None
    return None


def _lines(sheet: Any) -> Iterator[tuple[Any, ...]]:
    # Chart sheets have no rows.
    return iter(sheet.iter_rows(values_only=True)) if hasattr(sheet, "iter_rows") else iter(())


def _places(line: Sequence[Any]) -> dict[str, int]:
    """Return column id → place; of two columns with one head the first counts, a user's own columns are passed by."""
    places: dict[str, int] = {}
    for place, value in enumerate(line):
        id = _heads().get(_folded(value)) if isinstance(value, str) else None
        if id:
            places.setdefault(id, place)
    return places


def _row(number: int, values: Sequence[Any], places: dict[str, int]) -> Row:
    texts = {id: cell_text(values[place]) for id, place in places.items() if place < len(values)}
    return Row(number, {id: text for id, text in texts.items() if text}, frozenset(places))


def cell_text(value: object) -> str:
    """Return a cell as text: whole numbers without a decimal point, dates as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
