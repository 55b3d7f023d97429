"""The workbook of conflicts in a project's folder of reports: written where people disagree, gone once they agreed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from transition.messages import LANGUAGES
from transition.model import Conflict, Problem, Settlement
from transition.reports.book import read_book
from transition.reports.conflicts import NAME, conflicts_bytes
from transition.reports.files import keep_copy, under_a_free_name, write_bytes
from transition.reports.rows_log import field_label
from transition.reports.touched import saved_by_a_person
from transition.workspace.folder import Project

if TYPE_CHECKING:
    from transition.workspace.intake import Intake

SHEET = "conflicts"


def list_conflicts(project: Project, intake: Intake, language: str) -> Path:
    """Write the workbook that shows all conflicts of an import and asks what shall stand; return its path.

    What was agreed on already stands in it again. One that a person saved is kept in the folder ``reviewed`` first.
    """
    file = project.out / NAME
    if file.is_file() and saved_by_a_person(file):
        keep_copy(file, project.out)
    answers = {(c.subject, c.field): settled for c, settled in intake.ended}
    conflicts = sorted((*intake.conflicts, *(c for c, _ in intake.ended)), key=lambda c: (c.subject, c.field))
    data = conflicts_bytes(conflicts, answers, project.load_pack(), language)
    problems: list[Problem] = []
    return under_a_free_name(file, lambda path: write_bytes(path, data), problems)


def with_own_lists(project: Project, files: Sequence[Path]) -> Sequence[Path]:
    """Return ``files`` and the project's own lists, which need not be named."""
    named = {file.resolve() for file in files}
    return [*files, *(own for own in _own_lists(project) if own.resolve() not in named)] if files else files


def _own_lists(project: Project) -> Sequence[Path]:
    """Return the project's list, and one beside it that was written while the first was open in Excel."""
    return sorted(project.out.glob(f"{Path(NAME).stem}*{Path(NAME).suffix}"))


def unneeded(settled: Sequence[Settlement], ended: Sequence[tuple[Conflict, Settlement]]) -> Sequence[Problem]:
    """Return a warning for each answer to which the files given now have no question."""
    used = [settlement for _, settlement in ended]
    return [
        Problem("review-settled-elsewhere", "warning", s.way.partition(":")[2], {"key": s.subject.key})
        for s in settled
        if s not in used
    ]


def close(project: Project, ended: Sequence[tuple[Conflict, Settlement]]) -> None:
    """Remove the project's lists of conflicts of which all that they asked for is in the history."""
    done = {
        (conflict.subject.key, field_label(conflict.field, language)) for conflict, _ in ended for language in LANGUAGES
    }
    for own in _own_lists(project) if done else ():
        book = read_book(own, (SHEET,))
        grid = book.grids.get(SHEET) if book else None
        if grid is not None and all((line.key, line.text("field")) in done for line in grid.lines):
            with suppress(OSError):  # open in Excel; another import passes it by
                own.unlink()
