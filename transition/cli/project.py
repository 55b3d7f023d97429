"""``transition init``, ``review`` and ``status``: a project folder and the decisions kept in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transition.cli.shared import Exit, ReportLanguage, day, refuse, speak, spoken
from transition.cli.told import SHOWN, seen, some, tell_refused, tell_taken
from transition.messages import say

if TYPE_CHECKING:
    from transition.workspace import Project

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The project folder.")]
Language = Annotated[
    ReportLanguage | None, typer.Option(help="Language of the messages; the project's or the system's if not given.")
]
Today = Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The date to go by; today if not given.")]


def init(
    folder: Folder,
    documents: Annotated[
        str, typer.Option(help="Where the Word files are, if not in a folder “documents” inside the project.")
    ] = "",
    report_language: Language = None,
) -> int:
    """Make a project folder: settings, room for documents, a store for decisions."""
    from transition.workspace import init as make

    language = speak(report_language)
    made = make(folder, documents, language)
    print(say("project.init.made" if made else "project.init.nothing", language, folder=folder))
    for path in made:
        print(f"  {path.relative_to(folder)}")
    print(say("project.init.next", language, folder=folder, documents=documents or folder / "documents"))
    return Exit.DONE


def review(
    folder: Folder,
    more: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="Further files to import.")] = None,
    imports: Annotated[
        list[Path] | None,
        typer.Option("--import", metavar="FILE", help="A reviewed workbook, or a decisions.jsonl; several may follow."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and change nothing.")] = False,
    today: Today = "",
    report_language: Language = None,
) -> int:
    """Take the decisions of one or several people's workbooks into a project, all of them or none."""
    from transition.store.lock import locked
    from transition.workspace import list_conflicts, look, take

    project = opened(folder, report_language)
    language = spoken()
    files = [*(imports or ()), *(more or ())]
    if not files:
        refuse("missing-import", language)
    when = day(today, language)
    if dry_run:
        intake = look(project, files, when)
    else:
        with locked(folder):
            intake = take(project, files, when)
    if intake.refused:
        listed = None
        if intake.conflicts and not dry_run:
            with locked(folder):
                listed = list_conflicts(project, intake, language)
        tell_refused(intake, language, listed)
        return Exit.INPUT
    tell_taken(intake, language, dry_run=dry_run)
    return Exit.DONE


def status(folder: Folder, today: Today = "", report_language: Language = None) -> int:
    """Show where a project stands: open, decided, stale, orphaned, overdue."""
    from transition.workspace import status_of

    project = opened(folder, report_language)
    language = spoken()
    found = status_of(project, day(today, language))

    def line(name: str, **details: object) -> None:
        print(say(f"project.status.{name}", language, **details).rstrip())

    if found.day:
        line("run", day=found.day, pack=found.pack, count=len(found.requirements))
    else:
        line("no-run", folder=folder)
    for name, keys in (
        ("open", found.open),
        ("decided", found.decided),
        ("stale", found.stale),
        ("orphans", found.orphans),
    ):
        line(name, count=len(keys), keys=some(keys, language) if name != "open" else "")
    line("overdue", count=len(found.overdue))
    for action in found.overdue[:SHOWN]:
        print("  " + " · ".join(filter(None, (action.key, action.due, action.responsible))))
    if found.waiting.refused:
        tell_refused(found.waiting, language)
    elif count := sum(1 for _ in seen(found.waiting.changes)):
        line("waiting", count=count, folder=folder)
    return Exit.DONE


def opened(folder: Path, language: ReportLanguage | None) -> Project:
    """Return the project, and speak the language that was asked for, else the project's, else the system's."""
    from transition.workspace import open_project

    speak(language)
    project = open_project(folder, os.environ)
    if language is None and project.settings.report_language:
        speak(ReportLanguage(project.settings.report_language))
    return project
