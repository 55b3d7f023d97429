"""The Word reports of one output folder: worksheets, annotated copies, interviews, hand-over; what was filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from transition.annotating import FOLDER as ANNOTATED_FOLDER
from transition.annotating import annotate
from transition.asked import ANNOTATED, HANDOVER, INTERVIEWS, SUMMARY, WORKSHEETS
from transition.cache import Made
from transition.model import Decision, GapRegister, Problem
from transition.reports.annotated import GROUPS
from transition.reports.files import keep_copy, under_a_free_name, write_bytes

WORKSHEETS_FOLDER = "worksheets"
WORD = ".docx"


@dataclass(frozen=True, slots=True)
class Handouts:
    """What the Word reports need to know beside the register.

    ``sources`` are the files and folders it was made from; without them there are no annotated copies. ``annotate``
    names some of ``reports.annotated.GROUPS``; ``annotate_only`` are patterns of the documents to be annotated, none
    meaning all. ``template`` is an organisation's own for worksheets. ``made`` knows which files are up to date;
    ``files`` are the documents' files by name, where they are known already.
    """

    sources: Sequence[Path] = ()
    annotate: Sequence[str] = GROUPS
    annotate_only: Sequence[str] = ()
    template: Path | None = None
    made: Made | None = None
    files: Mapping[str, Path] | None = None


def steps(
    register: GapRegister,
    out: Path,
    only: Sequence[str],
    language: str,
    told: Handouts,
    problems: list[Problem],
) -> Iterator[Callable[[], Path]]:
    """Yield one piece of work for each Word report named in ``only``; each returns the file or folder it wrote.

    What people should know is added to ``problems`` while the work is done.
    """
    if SUMMARY in only:
        from transition.reports.summary_word import NAME as BOARD_NAME
        from transition.reports.summary_word import board_summary

        yield lambda: _put(out / BOARD_NAME, board_summary(register, language), out, problems)
    if WORKSHEETS in only:
        yield lambda: _worksheets(register, out, language, told.template, problems)
    if ANNOTATED in only and told.sources:
        yield lambda: _annotated(register, out, language, told, problems)
    if INTERVIEWS in only:
        from transition.reports.interviews import NAME, interviews

        yield lambda: _put(out / NAME, interviews(register, language), out, problems)
    if HANDOVER in only:
        from transition.reports.handover import NAME as HANDOVER_NAME
        from transition.reports.handover import handover

        yield lambda: _put(out / HANDOVER_NAME, handover(register, language), out, problems)


def _worksheets(
    register: GapRegister, out: Path, language: str, template: Path | None, problems: list[Problem]
) -> Path:
    from transition.reports.worksheet_template import OwnTemplate
    from transition.reports.worksheets import worksheets

    own = OwnTemplate(template, register, language) if template else None
    for name, data in worksheets(register, language, own):
        _put(out / WORKSHEETS_FOLDER / name, data, out, problems)
    return out / WORKSHEETS_FOLDER


def _annotated(register: GapRegister, out: Path, language: str, told: Handouts, problems: list[Problem]) -> Path:
    for done in annotate(
        register, out, told.sources, language, told.annotate or GROUPS, told.annotate_only, told.made, told.files
    ):
        problems += done.problems
    if told.made is not None:
        told.made.close()
    return out / ANNOTATED_FOLDER


def _put(path: Path, data: bytes, out: Path, problems: list[Problem]) -> Path:
    """Write a Word report; one that somebody has worked on since is kept in the folder ``reviewed`` first."""
    from transition.reports.worksheet_reading import is_untouched

    if path.is_file() and not is_untouched(path):
        problems.append(keep_copy(path, out))
    return under_a_free_name(path, lambda target: write_bytes(target, data), problems)


# --- what people filled in ------------------------------------------------------------------------------


def worksheets_in(out: Path, *, touched: bool = False) -> tuple[Path, ...]:
    """Return the worksheets left in ``out``, or only those a person saved since; the one saved last at the end."""
    from transition.reports.worksheet_reading import is_untouched, is_worksheet

    found = [p for p in (out / WORKSHEETS_FOLDER).glob(f"*{WORD}") if not p.name.startswith("~$")]
    found = [p for p in found if (not touched if is_untouched(p) else is_worksheet(p))]
    return tuple(sorted(found, key=lambda p: (p.stat().st_mtime_ns, p.name)))


def laid_over(
    decisions: Sequence[Decision], files: Iterable[Path], *, alone: bool
) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Return decisions with what worksheets say laid over them, and what of the worksheets cannot be taken."""
    from transition.reports.worksheet_reading import overlay, read_filled

    now: tuple[Decision, ...] = tuple(decisions)
    problems: list[Problem] = []
    for file in files:
        filled, faults = read_filled(file)
        now = overlay(now, filled, alone=alone)
        problems += faults
    return now, tuple(problems)
