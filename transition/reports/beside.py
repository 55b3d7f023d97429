"""Reads back what people wrote beside their decisions: actions, notes in yellow and own columns, comments, own sheets.

What stands in a row is set beside what stood in it when it was written, so that a proposal left as it was is not taken
for somebody's word. Of a row that cannot be taken over for sure, nothing is taken.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from transition.model import Problem, Settlement, Subject
from transition.reports import words
from transition.reports.book import Book, Grid, Line, cell_text, read_book
from transition.reports.conflicts import read_settlements
from transition.reports.frames import EPOCH
from transition.reports.layout import COMMENT, OWN, TABLES, Column
from transition.reports.notes import CHOICES, Texts, rows_text, sheet_mark, what_was_written
from transition.reports.plan import split_keys
from transition.reports.reviewed import Reviewed, carried, orphan_row, orphans_of, repeated_keys, reviewed_of
from transition.reports.rows_plan import FIELDS, REQUIREMENTS

ACTION, OWN_SHEET, ROWS = "action", "own-sheet", "rows"
_SHEETS = {sheet.id: sheet for sheet in TABLES}
_LISTS = {**CHOICES, "plan_status": "plan_statuses"}
_STRICT = frozenset({"plan_status"})
"""Lists that nothing else may stand in, because something is reckoned from them."""
_DIFFICULTIES = ("1", "2", "3", "4", "5")
_DAYS = range(25_000, 75_000)
"""Numbers that are days of this and the neighbouring centuries: a day cell that lost its look."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a workbook says about one subject (``theirs``), and what it said when it was written (``base``).

    Where the text of the base is not known, ``mark`` is its hash.
    """

    subject: Subject
    base: Texts
    theirs: Texts
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """All that people say in one workbook, and what of it could not be taken."""

    reviewed: tuple[Reviewed, ...] = ()
    """Each row with a decision in it or cleared of one."""
    words: tuple[Word, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    origin: str = ""
    """The point of a project's history at which the workbook was written, or "" where it does not tell."""
    settled: tuple[Settlement, ...] = ()
    only_settled: bool = False
    """What people agreed on in place of conflicts, and whether the workbook is for nothing else."""
    orphans: tuple[Reviewed, ...] = ()
    """Decisions without a row, which the Review log carries on."""


def read_workbook(path: str | Path) -> Told:
    """Return decisions, words beside them, and problems of a reviewed workbook; it is opened once."""
    path = Path(path)
    book = read_book(path)
    grid = book.grids.get("conflicts") if book else None
    settled, unclear = read_settlements(grid, path.name) if grid else ((), ())
    if book is not None and grid is not None and "gap_register" not in book.grids:
        return Told((), (), unclear, settled=settled, only_settled=True)
    reviewed, problems = reviewed_of(book, path.name)
    if book is None:
        return Told((), (), problems)
    found, refused = words_of(book, path.name)
    known = {row.decision.requirement for row in reviewed}
    orphans = tuple(orphan_row(d) for d in orphans_of(book) if d.requirement not in known)
    origin = str(_about_mark(book).get("history", ""))
    return Told(reviewed, found, (*problems, *unclear, *refused), origin, settled, orphans=orphans)


def words_of(book: Book, name: str) -> tuple[tuple[Word, ...], tuple[Problem, ...]]:
    """Return what people wrote beside their decisions, and a problem for what was refused."""
    found: list[Word] = []
    problems: list[Problem] = []
    for id, grid in book.grids.items():
        if id == "conflicts":
            continue
        if id == "review_log":
            found += _carried_on(grid)
        reader = _Reader(grid, name)
        found += reader.words()
        problems += reader.problems
    found += _own_sheets(book)
    problems += [Problem("review-own-sheet-too-large", "warning", name, {"sheet": t}) for t in book.too_large]
    problems += [Problem("review-second-copy", "warning", name, {"sheet": t}) for t in book.copies]
    return tuple(map(_storable, found)), tuple(problems)


def _storable(word: Word) -> Word:
    """Return a word without halves of letters, which spreadsheets can hold and files cannot."""
    theirs = {name: text.encode("utf-8", "replace").decode("utf-8") for name, text in word.theirs.items()}
    return word if theirs == word.theirs else replace(word, theirs=theirs)


class _Reader:
    """Reads one of our tables."""

    def __init__(self, grid: Grid, name: str) -> None:
        self._grid = grid
        self._name = name
        self._yours = tuple(c for c in _SHEETS[grid.id].columns if c.yours and grid.id != "gap_register")
        self.problems: list[Problem] = []

    def words(self) -> list[Word]:
        """Return the words of all rows; rows that were refused are among the problems."""
        found: list[Word] = []
        refused: list[Problem] = []
        told = {line.number: self._row(line, refused) for line in self._grid.lines}
        repeated, problems = repeated_keys(
            self._grid, self._grid.lines, lambda line: any(w.theirs for w in told[line.number]), self._name
        )
        # The register's own keys are looked at where its decisions are read.
        self.problems = [*([] if self._grid.id == "gap_register" else problems), *refused]
        for line in self._grid.lines:
            if line.key and line.key not in repeated:
                found += told[line.number]
        return found

    def _row(self, line: Line, refused: list[Problem]) -> list[Word]:
        """Return what one row says: its note and, in the Action plan, its action."""
        typed, proposed = what_was_written(line.text("written"))
        here: Texts = {}
        for column in self._yours:
            text, problem = self._cell(column, line)
            if problem:
                refused.append(problem)
                return []
            if text:
                here[column.id] = text
        if not line.key:
            if here:
                where = self._where(line) | {"typed": ", ".join(here.values())}
                refused.append(Problem("review-missing-key", "error", self._name, where))
            return []
        return list(filter(None, (self._note(line, typed, here), self._action(line, typed, proposed, here))))

    def _note(self, line: Line, typed: Texts, here: Texts) -> Word | None:
        beside = here if self._grid.id != "action_plan" else {}
        theirs = {OWN + head: text for head, text in line.own.items()} | self._comments(line)
        theirs |= beside
        only_own = self._grid.id in ("action_plan", "gap_register")
        base = {name: text for name, text in typed.items() if not only_own or name.startswith((OWN, COMMENT))}
        theirs |= {name: text for name, text in base.items() if name not in theirs and self._is_gone(name)}
        return Word(Subject(self._grid.id, line.key), base, theirs) if base or theirs else None

    def _is_gone(self, name: str) -> bool:
        """Return whether a column was taken out, which says nothing about what stood in it."""
        if name.startswith(COMMENT):
            return not self._grid.comments
        if name.startswith(OWN):
            return words.folded(name.removeprefix(OWN)) not in map(words.folded, self._grid.own)
        return name not in self._grid.columns

    def _comments(self, line: Line) -> Texts:
        return dict(self._grid.comments.get(line.number, {}))

    def _action(self, line: Line, typed: Texts, proposed: Texts, here: Texts) -> Word | None:
        if self._grid.id != "action_plan":
            return None
        told = {FIELDS[id]: text for id, text in here.items()}
        base = {name: typed[name] for name in (*FIELDS.values(), REQUIREMENTS) if name in typed}
        theirs = {n: text for n, text in told.items() if text != proposed.get(n, "") or text == base.get(n)}
        gone = {FIELDS[id] for id in FIELDS if id not in self._grid.columns}
        theirs |= {name: text for name, text in base.items() if name in gone}
        covered = ", ".join(split_keys(line.text("requirements_covered")))
        if "requirements_covered" not in self._grid.columns or covered == proposed.get(REQUIREMENTS, ""):
            # Whoever touches an action means it for what it was made for.
            covered = base.get(REQUIREMENTS, "") or (proposed.get(REQUIREMENTS, "") if theirs else "")
        if covered:
            theirs[REQUIREMENTS] = covered
        return Word(Subject(ACTION, line.key), base, theirs) if base or theirs else None

    def _cell(self, column: Column, line: Line) -> tuple[str, Problem | None]:
        """Return a yellow cell as it is kept: days as year-month-day, choices as codes."""
        value = line.values.get(column.id)
        text = cell_text(value)
        if not text:
            return "", None
        if column.form == "date":
            return self._day(column, line, value)
        if column.id == "difficulty" and text not in _DIFFICULTIES:
            return "", self._unknown(column, line, text, ", ".join(_DIFFICULTIES))
        if column.id in _LISTS:
            code = words.code(_LISTS[column.id], text)
            if not code and column.id in _STRICT:
                return "", self._unknown(column, line, text)
            return code or text, None
        return text, None

    def _day(self, column: Column, line: Line, value: object) -> tuple[str, Problem | None]:
        if isinstance(value, (dt.date, dt.datetime)):
            return (value.date() if isinstance(value, dt.datetime) else value).isoformat(), None
        if isinstance(value, (int, float)) and int(value) in _DAYS:
            return (EPOCH + dt.timedelta(days=int(value))).isoformat(), None
        details = self._where(line) | {"field": column.id, "text": cell_text(value)}
        return "", Problem("review-date-as-text", "error", self._name, details)

    def _unknown(self, column: Column, line: Line, text: str, choices: str = "") -> Problem:
        details = self._where(line) | {"field": column.id, "status": text}
        details |= {"choices": choices} if choices else {"group": _LISTS[column.id]}
        return Problem("review-unknown-choice", "error", self._name, details)

    def _where(self, line: Line) -> dict[str, str]:
        return {"sheet": self._grid.title, "row": str(line.number), "key": line.key}


def _carried_on(grid: Grid) -> Iterator[Word]:
    """Yield the notes without a row that the Review log carries from run to run."""
    for line in grid.lines:
        told = carried(line).get("note")
        if isinstance(told, dict) and {"sheet", "key", "column", "text"} <= set(told):
            texts = {str(told["column"]): str(told["text"])}
            yield Word(Subject(str(told["sheet"]), str(told["key"])), texts, texts)


def _own_sheets(book: Book) -> Iterator[Word]:
    marks = own_sheet_marks(book)
    for title, rows in book.sheets.items():
        text = rows_text(rows)
        mark = marks.get(title, "")
        known = {ROWS: text} if mark == sheet_mark(text) else {}
        yield Word(Subject(OWN_SHEET, title), known, {ROWS: text}, "" if known else mark)


def mark_of(values: Mapping[str, str]) -> str:
    """Return the hash by which a word tells what a subject was when it was written."""
    return sheet_mark(values.get(ROWS, ""))


def _about_mark(book: Book) -> dict[str, Any]:
    """Return what the workbook notes about itself."""
    grid = book.grids.get("about")
    return carried(next((line for line in grid.lines if line.text("written")), Line(0, {}, {}))) if grid else {}


def own_sheet_marks(book: Book) -> dict[str, str]:
    """Return the hashes of people's own sheets that were noted when the workbook was written, by title."""
    marks = _about_mark(book).get("sheets", {})
    return {str(title): str(mark) for title, mark in marks.items()} if isinstance(marks, dict) else {}
