"""What stands in which column of which sheet: data, and the addresses that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from transition.messages import catalogue, say
from transition.model import ClausePack

HEADER_ROW = 3
"""Counted from 0; rows above hold the sheet's title and its tip."""
FIRST_ROW = HEADER_ROW + 1
SPARE_ROWS = 2000
"""How far down formulas look on a sheet to which people add rows."""

Form = Literal["text", "centre", "number", "integer", "date", "money", "link", "heat"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its id, width in characters, whose it is, how it looks, and the list it offers.

    ``choices`` names a group of labels in workbook.toml; ``header`` overrides the text looked up by id.
    """

    id: str
    width: float
    form: Form = "text"
    yours: bool = False
    hidden: bool = False
    choices: str = ""
    header: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table sheet: its columns, how many of them stay in view, and how it is printed.

    ``breaks`` are columns before which a printed page ends, the first ``repeated`` columns standing on each page;
    without breaks a page holds the whole width. Keys longer than ``widest_key`` are broken into lines.
    ``clipped`` are columns whose text may be longer than the row is high, because it stands elsewhere in full.
    """

    id: str
    table: str
    columns: tuple[Column, ...]
    frozen: int = 1
    scale: int = 0
    breaks: tuple[str, ...] = ()
    repeated: int = 1
    printed: str = ""
    widest_key: float = 36
    clipped: tuple[str, ...] = ()


def _yours(id: str, width: float, form: Form = "text", choices: str = "") -> Column:
    return Column(id, width, form, yours=True, choices=choices)


def _hidden(id: str, width: float = 12) -> Column:
    return Column(id, width, hidden=True)


GAP_REGISTER = Sheet(
    "gap_register",
    "GapRegister",
    (
        Column("key", 10),
        Column("clause_to", 10),
        Column("requirement", 44),
        Column("change", 12),
        Column("clause_from", 12),
        Column("documented", 18),
        Column("finding", 15),
        Column("kind", 15),
        Column("confidence", 11, "number"),
        Column("documents_found", 22),
        Column("evidence_link", 13, "link"),
        Column("missing", 40),
        _yours("decision", 15, choices="verdicts"),
        Column("status", 15),
        _yours("reviewer", 16),
        _yours("reason", 30),
        _yours("priority", 11, choices="priorities"),
        _yours("process", 18),
        _yours("action_key", 16),
        Column("action", 44),
        Column("responsible", 17),
        Column("due", 12, "date"),
        Column("action_status", 14),
        _yours("audit_status", 18, choices="audit_statuses"),
        Column("decision_state", 24),
        _yours("confirm", 12, choices="confirms"),
        Column("severity", 11),
        Column("why", 60),
        Column("proposal", 60),
        Column("group", 13),
        _hidden("chapter"),
        _hidden("order"),
        _hidden("rank"),
        _hidden("lead"),
        _hidden("planned"),
        _hidden("covering"),
        _hidden("stamp"),
        _hidden("imprint"),
        _hidden("written"),
    ),
    frozen=3,
    scale=54,
    breaks=("decision",),
    repeated=2,
    printed="audit_status",
    clipped=("proposal", "planned", "covering", "stamp", "imprint", "written"),
)

ACTION_PLAN = Sheet(
    "action_plan",
    "ActionPlan",
    (
        Column("key", 12),
        Column("requirements_covered", 26),
        _yours("action", 64),
        _yours("responsible", 18),
        _yours("due", 13, "date"),
        _yours("difficulty", 12, "integer", choices="difficulty"),
        _yours("plan_status", 13, choices="plan_statuses"),
        _yours("done_on", 13, "date"),
        _yours("verified_by", 18),
        _yours("evidence_of_closing", 28),
        _yours("cost", 12, "money"),
        Column("step", 8, "integer"),
        Column("wave", 22),
        Column("plan_severity", 11, header="severity"),
        Column("home", 30),
        Column("still_open", 10, "integer"),
        Column("alert", 18),
        _hidden("late"),
        _hidden("written"),
    ),
    frozen=1,
    printed="cost",
    clipped=("written",),
)

CLAUSE_TRANSITION = Sheet(
    "clause_transition",
    "ClauseTransition",
    (
        Column("key", 16),
        Column("clause_from", 10),
        Column("clause_to", 10),
        Column("relation", 14),
        Column("fate", 56),
        Column("existing_documents", 24),
        Column("worst_status", 14),
        _yours("gap_summary", 30),
        _yours("action", 30),
        _yours("responsible", 16),
        _yours("due", 12, "date"),
        _yours("evidence_seen", 24),
        _yours("audit_status", 18, choices="audit_statuses"),
        _yours("remark", 20),
        _hidden("written"),
    ),
    frozen=3,
    scale=70,
    breaks=("gap_summary",),
    printed="remark",
    clipped=("written",),
)


DOCUMENTS = Sheet(
    "documents",
    "Documents",
    (
        Column("key", 14),
        Column("code", 14),
        Column("title", 36),
        Column("type", 16),
        Column("revision", 10),
        Column("language", 11),
        Column("edition_claimed", 14),
        Column("passages", 10, "integer"),
        _yours("next_step", 30),
        Column("file", 40),
        _hidden("written"),
    ),
    frozen=3,
    scale=60,
    repeated=2,
    printed="next_step",
    widest_key=22,
    clipped=("written",),
)

EVIDENCE = Sheet(
    "evidence",
    "Evidence",
    (
        Column("key", 24),
        Column("requirement", 13),
        Column("document", 16),
        Column("place", 44),
        Column("text", 76),
        Column("clause_from", 12),
        Column("score", 9, "number"),
        Column("relation", 15),
        _yours("comment", 30),
        _hidden("written"),
    ),
    frozen=2,
    clipped=("written",),
)

WORDING = Sheet(
    "wording",
    "Wording",
    (
        Column("key", 24),
        Column("document", 16),
        Column("place", 44),
        Column("found", 30),
        Column("wording_kind", 20),
        Column("new_place", 34),
        Column("needed", 14),
        Column("advice", 50),
        _hidden("written"),
    ),
    clipped=("written",),
)

RETIRED = Sheet(
    "retired",
    "Retired",
    (
        Column("key", 24),
        Column("clause_from", 12),
        Column("duty", 44),
        Column("document", 16),
        Column("place", 40),
        Column("text", 54),
        Column("keep_or_drop", 44),
        _hidden("written"),
    ),
    clipped=("written",),
)

PROBLEMS = Sheet(
    "problems",
    "Problems",
    (
        Column("key", 30),
        Column("problem_severity", 16, header="severity"),
        Column("document", 44),
        Column("problem", 54),
        Column("hint", 54),
        Column("problem_code", 24),
        _hidden("written"),
    ),
    clipped=("written",),
)

REVIEW_LOG = Sheet(
    "review_log",
    "ReviewLog",
    (
        Column("key", 12),
        Column("who", 20),
        Column("what", 50),
        Column("when", 12, "date"),
        Column("from_verdict", 20),
        Column("to_verdict", 26),
        Column("why_decided", 44),
        Column("decision_state", 30),
        Column("way", 26),
        _hidden("written"),
    ),
    clipped=("written",),
)

CONFLICTS = Sheet(
    "conflicts",
    "Conflicts",
    (
        Column("key", 14),
        Column("where", 22),
        Column("field", 20),
        Column("before", 30),
        _yours("settled", 34),
        _yours("settled_by", 18),
        _yours("settled_why", 30),
        _hidden("written"),
    ),
    frozen=3,
    clipped=("written",),
)

ABOUT = Sheet("about", "About", (Column("key", 60), Column("value", 110), _hidden("written")), clipped=("written",))


TABLES: tuple[Sheet, ...] = (
    GAP_REGISTER,
    ACTION_PLAN,
    CLAUSE_TRANSITION,
    DOCUMENTS,
    EVIDENCE,
    WORDING,
    RETIRED,
    PROBLEMS,
    REVIEW_LOG,
    CONFLICTS,
    ABOUT,
)
"""Every table sheet."""
OWN, COMMENT, SAYS = "+", "@", "says "
"""How notes name a column that a person added, and a comment on a column's cell; how columns of conflicts begin."""


def with_own_columns(sheet: Sheet, heads: Sequence[str]) -> Sheet:
    """Return a sheet with the columns people added, before its hidden ones."""
    end = next((n for n, c in enumerate(sheet.columns) if c.hidden), len(sheet.columns))
    own = tuple(Column(OWN + head, 24, yours=True, header=head) for head in heads)
    return replace(sheet, columns=(*sheet.columns[:end], *own, *sheet.columns[end:]))


def documents_sheet(clauses: tuple[str, ...]) -> Sheet:
    """Return the sheet of documents with one narrow column per clause before the user's own."""
    own = next(n for n, c in enumerate(DOCUMENTS.columns) if c.yours)
    heat = tuple(Column(f"clause {number}", 5, "heat", header=number) for number in clauses)
    columns = (*DOCUMENTS.columns[:own], *heat, *DOCUMENTS.columns[own:])
    return replace(DOCUMENTS, columns=columns, breaks=tuple(c.id for c in heat[:1]))


def conflicts_sheet(sources: Sequence[str], *, asked: bool) -> Sheet:
    """Return the sheet of conflicts with a column for each source, and the yellow ones where an answer is asked for."""
    told = tuple(Column(f"{SAYS}{n}", 30, header=name) for n, name in enumerate(sources))
    start = next(n for n, c in enumerate(CONFLICTS.columns) if c.yours)
    rest = CONFLICTS.columns[start:] if asked else ()
    return replace(CONFLICTS, columns=(*CONFLICTS.columns[:start], *told, *rest))


def sheet_name(id: str, language: str) -> str:
    """Return the name on a sheet's tab."""
    return say(f"workbook.sheets.{id}", language)


def header(column: Column, pack: ClausePack, language: str) -> str:
    """Return the text at the head of a column; a clause's number heads its own column."""
    name = column.header or column.id
    if column.id.startswith((OWN, SAYS)) or f"columns.{name}" not in catalogue("workbook", language):
        return name
    return say(f"workbook.columns.{name}", language, old=pack.from_edition, new=pack.to_edition)


def letter(number: int) -> str:
    """Return the letters of a column counted from 0: 0 → A, 26 → AA."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


@dataclass(frozen=True, slots=True)
class Block:
    """A table as it lies on its sheet, for formulas that point into it."""

    name: str
    sheet: Sheet
    rows: int

    @property
    def last_row(self) -> int:
        """The number of the last row, as people count; an empty table keeps one row."""
        return FIRST_ROW + max(self.rows, 1)

    def column(self, id: str) -> str:
        """Return the letters of a column."""
        return letter(next(n for n, c in enumerate(self.sheet.columns) if c.id == id))

    def cells(self, id: str, *, first: int = FIRST_ROW + 1, last: int = 0) -> str:
        """Return the whole column of the table as an absolute address with its sheet."""
        letters = self.column(id)
        sheet = self.name.replace("'", "''")
        return f"'{sheet}'!${letters}${first}:${letters}${last or self.last_row}"

    def here(self, id: str, row: int) -> str:
        """Return the cell of a column in one row (as people count), for formulas on the same sheet."""
        return f"${self.column(id)}{row}"
