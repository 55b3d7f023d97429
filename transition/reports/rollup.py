"""One workbook over the reports of many groups: where each stands, clause by clause, with links to its own workbook."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transition.messages import say
from transition.model import VERDICTS, ClausePack, GapRegister
from transition.reports.files import write_bytes
from transition.reports.named import NamedWorkbook
from transition.reports.overview import clause_path
from transition.reports.styles import FONT, LINE, LINK, NAVY, VERDICT_COLOURS
from transition.reports.words import texts, verdict_label

NAME = "roll-up.xlsx"
OPEN = ("gap", "partial", "review")
_EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - workbooks know no time zones
_HEAD_ROW = 3
_WIDE, _NARROW, _CLAUSE = 34, 12, 7


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """Where one group stands: its name, the folder of its reports, and how many requirements have each verdict.

    ``clauses`` holds the same counts by clause of the second level; ``failed`` are files that could not be read.
    """

    name: str
    folder: str
    documents: int
    failed: int
    verdicts: Mapping[str, int]
    critical: int
    clauses: Mapping[str, Mapping[str, int]]


def standing_of(name: str, folder: str, register: GapRegister) -> GroupStanding:
    """Return where the group of one register stands, counting the verdicts in force."""
    paths = clause_path(register)
    clauses: dict[str, Counter[str]] = {}
    for entry in register.entries:
        clause = paths.get(entry.requirement.clause, (entry.requirement.clause,))[:2][-1]
        clauses.setdefault(clause, Counter())[entry.verdict] += 1
    return GroupStanding(
        name,
        folder,
        len(register.documents),
        len({p.document for p in register.problems if p.severity == "error"}),
        dict(Counter(e.verdict for e in register.entries)),
        sum(e.open and e.requirement.severity == "major-risk" for e in register.entries),
        {clause: dict(counts) for clause, counts in clauses.items()},
    )


def write_rollup(groups: Sequence[GroupStanding], pack: ClausePack, workbook: str, out: Path, language: str) -> Path:
    """Write the roll-up of all groups into ``out`` and return its path; ``workbook`` is the name of each one's own."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with NamedWorkbook(target, options) as book:
        title = say("runs.rollup.title", language, title=texts(pack.titles, language) or pack.name)
        book.set_properties({"title": title, "created": _EPOCH})
        page = _Page(book, title, language)
        _groups(page, groups, workbook)
        _open_by_clause(page, groups, workbook)
        _verdicts_by_clause(page, groups, workbook)
    write_bytes(out / NAME, target.getvalue())
    return out / NAME


class _Page:
    """What all sheets share."""

    def __init__(self, book: Any, title: str, language: str) -> None:
        cell = {"font_name": FONT, "font_size": 10, "valign": "top", "bottom": 1, "bottom_color": LINE}
        self.book, self.title, self.language = book, title, language
        self.cell = book.add_format({**cell, "text_wrap": True})
        self.number = book.add_format({**cell, "align": "center"})
        self.link = book.add_format({**cell, "font_color": LINK, "underline": 1})
        self.big = book.add_format({"font_name": FONT, "font_size": 16, "bold": True, "font_color": NAVY})
        self.tip = book.add_format({"font_name": FONT, "font_size": 10})
        head = {"bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "text_wrap": True, "align": "center"}
        self.head = book.add_format({**cell, **head, "valign": "vcenter"})
        self.colours = {v: book.add_format({"bg_color": b, "font_color": f}) for v, (b, f) in VERDICT_COLOURS.items()}

    def say(self, key: str, **details: object) -> str:
        return say(f"runs.rollup.{key}", self.language, **details)

    def sheet(self, name: str, heads: Sequence[str], widths: Sequence[int], rows: int) -> Any:
        """Start a sheet that prints on A4 across, its heads on every page."""
        sheet = self.book.add_worksheet(self.say(f"sheet.{name}"))
        sheet.write_string(0, 0, self.title, self.big)
        sheet.write_string(1, 0, self.say(f"tip.{name}"), self.tip)
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.write_string(_HEAD_ROW, column, head, self.head)
            sheet.set_column(column, column, width)
        sheet.freeze_panes(_HEAD_ROW + 1, 1)
        sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(rows, 1), len(heads) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD_ROW)
        return sheet

    def to_group(self, sheet: Any, row: int, group: GroupStanding, workbook: str) -> None:
        """Write a group's name; it leads to the group's own workbook."""
        if workbook:
            sheet.write_url(row, 0, _link(group.folder, workbook), self.link, group.name)
        else:
            sheet.write_string(row, 0, group.name, self.cell)

    def counted(self, sheet: Any, first: int, last: int, column: int, verdict: str) -> None:
        """Colour the counts of a verdict that are not zero."""
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": self.colours[verdict]}
        sheet.conditional_format(first, column, last, column, rule)


_IN_LINKS = str.maketrans({"%": "%25", " ": "%20", "#": "%23", "?": "%3F", "\\": "/"})


def _link(folder: str, workbook: str) -> str:
    """Return a link to a file beside this one, as Excel and LibreOffice write it."""
    return "external:" + f"{folder}/{workbook}".translate(_IN_LINKS)


def _groups(page: _Page, groups: Sequence[GroupStanding], workbook: str) -> None:
    labels = [verdict_label(v, page.language) for v in VERDICTS]
    heads = [*map(page.say, ("group", "documents", "failed")), *labels, page.say("critical")]
    sheet = page.sheet("groups", heads, [_WIDE, *[_NARROW] * (len(heads) - 1)], len(groups))
    first, last = _HEAD_ROW + 1, _HEAD_ROW + len(groups)
    for row, group in enumerate(groups, first):
        page.to_group(sheet, row, group, workbook)
        counts = (group.documents, group.failed, *(group.verdicts.get(v, 0) for v in VERDICTS), group.critical)
        for column, count in enumerate(counts, 1):
            sheet.write_number(row, column, count, page.number)
    if groups:
        for column, verdict in enumerate(VERDICTS, 3):
            if verdict != "met":
                page.counted(sheet, first, last, column, verdict)


def _open_by_clause(page: _Page, groups: Sequence[GroupStanding], workbook: str) -> None:
    clauses = list(dict.fromkeys(c for g in groups for c in g.clauses))
    heads = [page.say("group"), *clauses]
    sheet = page.sheet("open", heads, [_WIDE, *[_CLAUSE] * len(clauses)], len(groups))
    first, last = _HEAD_ROW + 1, _HEAD_ROW + len(groups)
    for row, group in enumerate(groups, first):
        page.to_group(sheet, row, group, workbook)
        for column, clause in enumerate(clauses, 1):
            counts = group.clauses.get(clause, {})
            sheet.write_number(row, column, sum(counts.get(v, 0) for v in OPEN), page.number)
    if groups and clauses:
        rule = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": VERDICT_COLOURS["gap"][0]}
        sheet.conditional_format(first, 1, last, len(clauses), rule)


def _verdicts_by_clause(page: _Page, groups: Sequence[GroupStanding], workbook: str) -> None:
    labels = [verdict_label(v, page.language) for v in VERDICTS]
    rows = [(group, clause, counts) for group in groups for clause, counts in group.clauses.items()]
    heads = [page.say("group"), page.say("clause"), *labels]
    sheet = page.sheet("clauses", heads, [_WIDE, *[_NARROW] * (len(heads) - 1)], len(rows))
    for row, (group, clause, counts) in enumerate(rows, _HEAD_ROW + 1):
        page.to_group(sheet, row, group, workbook)
        sheet.write_string(row, 1, clause, page.number)
        for column, verdict in enumerate(VERDICTS, 2):
            sheet.write_number(row, column, counts.get(verdict, 0), page.number)
