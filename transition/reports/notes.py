"""What people wrote beside the rows of tables: put back into its cells, and what a cell held when it was written.

The hidden column ``written`` holds, as JSON, what stood in a row's yellow cells: ``t`` is what people typed, ``p`` what
the program proposed. So what comes back can be told from what was there.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from transition.model import GapRegister, Note
from transition.reports import words
from transition.reports.frames import frame, ids, value_of
from transition.reports.layout import COMMENT, OWN, Column, Sheet, with_own_columns

LONGEST = 30_000
CHOICES = {"audit_status": "audit_statuses"}
Texts = dict[str, str]


def written(typed: Mapping[str, str], proposed: Mapping[str, str] | None = None) -> str:
    """Return the mark of a row, or "" where nothing was typed or proposed, or more than a cell holds."""
    told = {"p": _filled(proposed or {}), "t": _filled(typed)}
    kept = {name: texts for name, texts in told.items() if texts}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if kept else ""
    return text if len(text) <= LONGEST else ""


def _filled(texts: Mapping[str, str]) -> Texts:
    return {name: text for name, text in texts.items() if text}


def what_was_written(mark: str) -> tuple[Texts, Texts]:
    """Return what people had typed and what was proposed when a row was written; nothing where the mark is damaged."""
    try:
        told = json.loads(mark) if mark else {}
        return _texts(told.get("t", {})), _texts(told.get("p", {}))
    except (ValueError, AttributeError):
        return {}, {}


def _texts(told: Any) -> Texts:
    return {str(name): str(text) for name, text in told.items()}


class Notes:
    """The notes of a register, handed out to the rows they belong to."""

    def __init__(self, register: GapRegister) -> None:
        """Sort the notes by sheet and row."""
        self._by_row: dict[tuple[str, str], Texts] = defaultdict(dict)
        for note in register.notes:
            self._by_row[note.sheet, note.key][note.column] = note.text
        self._sheets = {note.sheet for note in register.notes}
        self._own: dict[str, str] = {}
        self._placed: set[tuple[str, str, str]] = set()

    def own_heads(self, sheet: str) -> tuple[str, ...]:
        """Return the heads of the columns people added to a sheet, in the order of the alphabet.

        Heads that differ only in capitals are one column: a table may not hold both.
        """
        found = {name for (id, _), texts in self._by_row.items() if id == sheet for name in texts}
        heads = sorted(name.removeprefix(OWN) for name in found if name.startswith(OWN))
        return tuple({words.folded(head): head for head in reversed(heads)}.values())[::-1]

    def join(self, sheet: Sheet, data: pd.DataFrame, language: str) -> tuple[Sheet, pd.DataFrame]:
        """Return a sheet with the columns people added, and its rows with what they wrote beside them."""
        if sheet.id not in self._sheets:
            return sheet, data
        sheet = with_own_columns(sheet, self.own_heads(sheet.id))
        columns = {c.id: c for c in sheet.columns}
        self._own = {words.folded(name): name for name in columns if name.startswith(OWN)}
        rows: list[dict[str, Any]] = [
            {**dict.fromkeys(columns, ""), **{str(name): value for name, value in row.items()}}
            for row in data.to_dict("records")
        ]
        for row in rows:
            self._fill(sheet.id, row, columns, language)
        return sheet, frame(ids(sheet), rows)

    def _fill(self, sheet: str, row: dict[str, Any], columns: Mapping[str, Column], language: str) -> None:
        key = str(row["key"])
        texts = self._by_row.get((sheet, key), {})
        for name, text in texts.items():
            place = name.removeprefix(COMMENT)
            column = columns.get(self._own.get(words.folded(place), place))
            if column is None or not (column.yours or name.startswith(COMMENT)):
                continue
            if not name.startswith(COMMENT):
                before = f"{row[column.id]}; " if column.id != name and row[column.id] else ""
                row[column.id] = before + text if column.id.startswith(OWN) else _shown(column, text, language)
            self._placed.add((sheet, key, name))
        if texts:
            typed, proposed = what_was_written(str(row["written"]))
            row["written"] = written(typed | texts, proposed)

    def has_comments(self, sheet: str) -> bool:
        """Return whether any cell of a sheet carries a comment."""
        return any(id == sheet and name.startswith(COMMENT) for id, _, name in self._placed)

    def comments(self, sheet: str, key: str) -> Texts:
        """Return the comments on a row's cells by column."""
        texts = self._by_row.get((sheet, key), {})
        return {name.removeprefix(COMMENT): text for name, text in texts.items() if name.startswith(COMMENT)}

    def left_over(self) -> Sequence[Note]:
        """Return the notes whose rows are gone, once all tables were filled."""
        return tuple(
            Note(sheet, key, name, text)
            for (sheet, key), texts in sorted(self._by_row.items())
            for name, text in sorted(texts.items())
            if (sheet, key, name) not in self._placed
        )


def _shown(column: Column, text: str, language: str) -> object:
    if column.id in CHOICES:
        return words.chosen(CHOICES[column.id], text, language)
    return value_of(column.form, text)


def rows_text(rows: Sequence[Sequence[str]]) -> str:
    """Return a sheet's cells as one text."""
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def sheet_mark(text: str) -> str:
    """Return a short hash of a sheet's cells, given as one text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
