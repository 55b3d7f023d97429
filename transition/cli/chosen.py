"""What a run is told, whoever told it: flags, the environment, a project's file."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from transition.cli.shared import DEFAULT_PACK, Exit, ReportLanguage, refuse, speak, spoken
from transition.cli.told import seen, tell_refused

if TYPE_CHECKING:
    from transition.model import ClausePack, GapRegister
    from transition.workspace import Project


@dataclass(frozen=True, slots=True)
class Chosen:
    """A run's documents, its folder for reports, its pack, and the project it belongs to, if any."""

    paths: Sequence[Path]
    out: Path
    pack: ClausePack
    profile: str
    language: str
    project: Project | None = None


def choose(paths: Sequence[Path], flags: Mapping[str, object | None]) -> Chosen:
    """Return what a run over ``paths`` is told, and speak the language it asks for.

    A single folder with a project's file is that project; its settings hold where no flag and no variable says else.
    """
    from transition.clauses import load_pack, load_profile
    from transition.clauses.profiles import DEFAULT_PROFILE
    from transition.store.settings import is_project, resolve

    if len(paths) == 1 and is_project(paths[0]):
        chosen = _of_project(paths[0], flags)
    else:
        told = resolve({}, os.environ, flags)
        _speak(told.report_language)
        if not (flags.get("out") or os.environ.get("TRANSITION_OUT")):
            refuse("missing-out", spoken())
        pack = load_pack(told.pack or DEFAULT_PACK)
        chosen = Chosen(paths, Path(told.out), pack, told.profile or DEFAULT_PROFILE, told.language)
    load_profile(chosen.profile)  # a wrong name is told before any document is read
    return chosen


def _of_project(folder: Path, flags: Mapping[str, object | None]) -> Chosen:
    from transition.workspace import open_project

    project = open_project(folder, os.environ, flags)
    _speak(project.settings.report_language)
    pack = project.load_pack()
    return Chosen(project.documents, project.out, pack, project.profile, project.settings.language, project)


def _speak(language: str) -> None:
    speak(ReportLanguage(language) if language else None)


@contextmanager
def held(chosen: Chosen) -> Iterator[None]:
    """Hold the project's lock while the run lasts, where there is a project."""
    if chosen.project is None:
        yield
        return
    from transition.store.lock import locked

    with locked(chosen.project.folder):
        yield


def take_over(chosen: Chosen, decisions: Sequence[Path], today: str) -> int:
    """Take what was typed into earlier workbooks into the project and return how many changes came in.

    Where something cannot be taken the run ends here, before any workbook is written over.
    """
    if chosen.project is None:
        return 0
    from transition.handouts import worksheets_in
    from transition.project import workbooks_in
    from transition.workspace import list_conflicts, take

    left = [*workbooks_in(chosen.out), *worksheets_in(chosen.out, touched=True)]
    intake = take(chosen.project, [*left, *decisions], today)
    if intake.refused:
        listed = list_conflicts(chosen.project, intake, spoken()) if intake.conflicts else None
        tell_refused(intake, spoken(), listed)
        raise typer.Exit(Exit.INPUT)
    return sum(1 for _ in seen(intake.changes))


def joined(
    chosen: Chosen, register: GapRegister, decisions: Sequence[Path], today: str, untyped: Collection[Path] = ()
) -> GapRegister:
    """Return the register with what people decided; ``untyped`` are files known to hold nothing of it."""
    from dataclasses import replace

    from transition.project import typed
    from transition.register import merge_decisions
    from transition.register.beside import lay_words

    if chosen.project is not None:
        from transition.workspace import laid_onto

        return laid_onto(chosen.project, register, today)
    told = typed(chosen.out, decisions, untyped)
    register = lay_words(merge_decisions(register, told.decisions), told.words)
    return replace(register, problems=(*register.problems, *told.problems), conflicts=told.conflicts)


def keep_findings(chosen: Chosen, register: GapRegister) -> None:
    """Keep what the run found in its project, if it has one."""
    if chosen.project is not None:
        from transition.workspace import after_run

        after_run(chosen.project, register)
