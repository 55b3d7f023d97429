"""One output folder: what a run finds there, and what it leaves there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from transition.asked import JSON, PDF, REPORTS, SUMMARY, WORKBOOK, Progress
from transition.earlier import Typed, set_beside_earlier, typed_in
from transition.earlier import steps as steps_of_changes
from transition.errors import InputError
from transition.handouts import WORD, Handouts, laid_over, steps, worksheets_in
from transition.model import Decision, GapRegister, Problem
from transition.reports.files import KEPT, under_a_free_name, write_bytes

WORKBOOK_NAME = "gap-workbook.xlsx"
SUMMARY_NAME = "summary.html"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The files a run wrote or left as they were, and what people should know about them."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def typed(out: Path, given: Iterable[Path] = (), untyped: Collection[Path] = ()) -> Typed:
    """Return what people typed: in the workbook an earlier run left in ``out``, then in the ``given`` workbooks.

    Later ones rule over earlier ones, field by field; what was filled in on worksheets, there and given, is laid over
    them. What a file holds but cannot be taken is returned as problems. ``untyped`` are files without a typed word.
    """
    given = tuple(given)
    workbooks = [*workbooks_in(out), *(file for file in given if file.suffix.lower() != WORD)]
    found = typed_in(w for w in workbooks if w not in untyped)
    sheets = [*worksheets_in(out), *(file for file in given if file.suffix.lower() == WORD)]
    laid, faults = laid_over(found.decisions, (s for s in sheets if s not in untyped), alone=not workbooks)
    return replace(found, decisions=laid, problems=(*found.problems, *faults))


def workbooks_in(out: Path) -> tuple[Path, ...]:
    """Return the gap workbooks earlier runs left in ``out``, the one saved last at the end."""
    found = (p for p in out.glob("gap-workbook*.xlsx") if not p.name.startswith("~$"))
    return tuple(sorted(found, key=lambda p: (p.stat().st_mtime_ns, p.name)))


def read_decisions(workbook: str | Path) -> tuple[Decision, ...]:
    """Return the decisions typed in one reviewed workbook.

    Raises ``InputError`` with the first row that cannot be taken, so that nothing is taken over by halves.
    """
    from transition.reports.reviewed import read_decisions as read

    decisions, problems = read(workbook)
    for problem in problems:
        raise InputError(problem.code, document=problem.document or Path(workbook).name, **problem.details)
    return decisions


def deliver(
    register: GapRegister,
    out: Path,
    only: Sequence[str] = REPORTS,
    language: str = "en",
    progress: Progress | None = None,
    handouts: Handouts | None = None,
) -> Delivery:
    """Write the reports named in ``only`` into ``out`` and return what was written.

    A workbook that another program holds open is written under a second name. One that a person saved since the
    last run is copied into the folder ``reviewed`` first: nothing typed into it is lost. ``handouts`` is what the Word
    reports need to know beside the register.
    """
    from transition.reports.exchange import write_csv, write_passages, write_register
    from transition.reports.summary import write_summary
    from transition.reports.workbook import write_workbook

    out.mkdir(parents=True, exist_ok=True)
    problems: list[Problem] = []
    register = set_beside_earlier(register, out, language)
    work: list[Callable[[], Path]] = []
    if JSON in only:
        work += [
            *steps_of_changes(register, out),
            lambda: write_register(register, out, language),
            lambda: write_passages(register, out),
            lambda: write_csv(register, out, language),
        ]
    if WORKBOOK in only:
        problems += _keep_reviewed(out / WORKBOOK_NAME)
        work.append(
            lambda: under_a_free_name(out / WORKBOOK_NAME, lambda p: write_workbook(register, p, language), problems)
        )
    if SUMMARY in only:
        work.append(
            lambda: under_a_free_name(out / SUMMARY_NAME, lambda p: write_summary(register, p, language), problems)
        )
    if PDF in only:
        from transition.reports.summary_pdf import NAME as PDF_NAME
        from transition.reports.summary_pdf import write_pdf

        work.append(lambda: under_a_free_name(out / PDF_NAME, lambda p: write_pdf(register, p, language), problems))
    work += steps(register, out, only, language, handouts or Handouts(), problems)
    files = []
    for done, step in enumerate(work, start=1):
        files.append(step())
        if progress:
            progress("writing", done, len(work))
    return Delivery(tuple(files), tuple(problems))


def _keep_reviewed(workbook: Path) -> list[Problem]:
    from transition.reports.touched import saved_by_a_person

    if not workbook.is_file() or not saved_by_a_person(workbook):
        return []
    data = workbook.read_bytes()
    copy = workbook.parent / KEPT / f"{workbook.stem}-{hashlib.sha256(data).hexdigest()[:8]}.xlsx"
    write_bytes(copy, data)
    return [Problem("output-kept", "info", workbook.name, {"file": workbook.name, "copy": f"{KEPT}/{copy.name}"})]
