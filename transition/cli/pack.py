"""``transition pack``: clause packs listed, shown, checked, copied, compared, exported and imported."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transition.cli.shared import DEFAULT_PACK, Exit, ReportLanguage, day, speak, tell
from transition.errors import PackError
from transition.messages import LANGUAGES, say

if TYPE_CHECKING:
    from transition.clauses.differences import Difference
    from transition.clauses.sources import Tables
    from transition.errors import Fault

_ADVICE = 3
"""Pieces of advice that are shown unless all are asked for."""
_SHORT = 100
"""Characters of a cell that are shown on one line; longer ones are shown line by line."""

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=say("pack_verbs.app"))
Language = Annotated[ReportLanguage | None, typer.Option("--report-language", help="Language of the messages.")]
Pack = Annotated[str, typer.Argument(metavar="NAME-OR-PATH", help="A shipped pack, or the folder of your own.")]


class Format(StrEnum):
    """What a pack can be exported to."""

    xlsx = "xlsx"
    csv = "csv"
    oscal = "oscal"


@app.command("list")
def list_packs(report_language: Language = None) -> int:
    """List the packs that come with the program."""
    from transition.clauses import available_packs, load_pack
    from transition.reports.pack_facts import pack_lines

    spoken = speak(report_language)
    for name in available_packs():
        _print(pack_lines(load_pack(name), spoken))
    print(say("pack_verbs.list.use", spoken))
    return Exit.DONE


@app.command()
def show(name: Pack = DEFAULT_PACK, report_language: Language = None) -> int:
    """Show what a pack holds."""
    from transition.clauses import load_pack
    from transition.clauses.packs import pack_source
    from transition.reports.pack_facts import pack_facts

    spoken = speak(report_language)
    below = [folder.name for folder in pack_source(name).folders[:-1]]
    _print(pack_facts(load_pack(name), below, spoken))
    return Exit.DONE


@app.command()
def check(
    name: Pack,
    phrases: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Text file of sentences no text of the pack may come close to, one a line."),
    ] = None,
    advice: Annotated[bool, typer.Option("--advice", help="Show all advice, not only the first.")] = False,
    report_language: Language = None,
) -> int:
    """Check a pack with every rule, its example sentences included, and say what to change."""
    from transition.clauses.checking import examine, read_phrases
    from transition.clauses.closeness import RUN
    from transition.reports.pack_facts import sound_pack

    spoken = speak(report_language)
    known = read_phrases(phrases) if phrases else ()
    found = examine(name, known)
    if found.faults or found.pack is None:
        print(say("pack_verbs.check.faults", spoken, count=len(found.faults)))
        _print(f"- {say(f'pack.fault.{key}', spoken, **details)}" for key, details in found.faults)
        if found.pack is None:
            print(say("pack_verbs.check.more", spoken))
        return Exit.INPUT
    print(sound_pack(found.pack, spoken))
    if phrases:
        print(say("pack_verbs.check.closeness", spoken, words=RUN, count=len(known), file=phrases))
    else:
        print(say("pack_verbs.check.phrases", spoken))
    silent = [language for language in found.pack.languages if language not in LANGUAGES]
    if silent:
        languages = {"languages": ", ".join(silent), "known": ", ".join(LANGUAGES)}
        print(say("pack_verbs.check.silent", spoken, **languages))
    _print(_advised(found.advice, name, len(found.advice) if advice else _ADVICE, spoken))
    return Exit.DONE


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make.")],
    origin: Annotated[str, typer.Option("--from", metavar="NAME", help="Pack to copy or to add to.")] = DEFAULT_PACK,
    overlay: Annotated[
        bool, typer.Option("--overlay", help="Do not copy: make a folder only for rows that are new or different.")
    ] = False,
    report_language: Language = None,
) -> int:
    """Make a pack of your own: a copy, or a small one that adds to another."""
    from transition.clauses.records import new_overlay, new_pack

    spoken = speak(report_language)
    tables = _tables(origin)
    with _writing(folder):
        if overlay:
            new_overlay(tables, _from(origin, folder), folder)
        else:
            new_pack(tables, folder)
    print(say(f"pack_verbs.new.{'overlay' if overlay else 'done'}", spoken, folder=folder, below=origin))
    if not overlay:
        print(say("pack_verbs.new.excel", spoken, folder=folder))
    return Exit.DONE


@app.command()
def diff(old: Pack, new: Pack, report_language: Language = None) -> int:
    """Show what changed from one pack to another, row by row."""
    from transition.clauses.differences import differences

    spoken = speak(report_language)
    found = differences(_tables(old), _tables(new))
    file = ""
    for difference in found:
        if difference.file != file:
            file = difference.file
            print(file)
        _print(_shown(difference, spoken))
    counts = {kind: sum(d.kind == kind for d in found) for kind in ("added", "removed", "changed")}
    print(say("pack_verbs.diff.total" if found else "pack_verbs.diff.none", spoken, **counts))
    return Exit.DONE


@app.command()
def export(
    name: Pack,
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="FILE", help="File to write; for csv, a folder for all files of the pack."),
    ],
    format: Annotated[
        Format, typer.Option(help="xlsx to edit it in Excel, csv, or oscal (a control mapping collection).")
    ] = Format.xlsx,
    today: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The date of an oscal file; today if none.")] = "",
    report_language: Language = None,
) -> int:
    """Write a pack as a workbook, as CSV files (FILE.csv: the clause map alone, as one table), or as OSCAL."""
    from transition.clauses import load_pack, records
    from transition.reports.oscal import write_oscal
    from transition.reports.pack_workbook import write_pack_workbook

    spoken = speak(report_language)
    pack = load_pack(name)
    with _writing(out):
        if format is Format.oscal:
            write_oscal(pack, out, day(today, spoken), spoken)
        elif format is Format.xlsx:
            write_pack_workbook(records.to_sheets(_tables(name)), out, records.cell_choices(pack.languages))
        elif out.suffix.lower() == ".csv":
            records.write_crosswalk(pack, out)
        else:
            records.write_sheets(records.to_sheets(_tables(name)), out)
    print(say("pack_verbs.export.done", spoken, file=out))
    return Exit.DONE


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="Workbook made with export and edited since.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Folder to make.")],
    report_language: Language = None,
) -> int:
    """Make a pack from an edited workbook, and check it."""
    from transition.clauses.records import foreign_sheets, write_sheets
    from transition.reports.pack_workbook import read_pack_workbook

    spoken = speak(report_language)
    sheets = read_pack_workbook(file)
    with _writing(out):
        write_sheets(sheets, out)
    print(say("pack_verbs.import.done", spoken, folder=out, file=file))
    foreign = foreign_sheets(sheets)
    if foreign:
        tell(say("pack_verbs.import.ignored", spoken, sheets=", ".join(foreign)))
    return check(str(out), report_language=report_language)


def _advised(advice: Sequence[Fault], name: str, shown: int, language: str) -> Iterator[str]:
    """Yield the first pieces of advice, and how to see the others."""
    if advice:
        yield say("pack_verbs.check.advice", language, count=len(advice))
        yield from (f"- {say(f'pack.advice.{key}', language, **details)}" for key, details in advice[:shown])
    if len(advice) > shown:
        yield say("pack_verbs.check.advice-more", language, count=len(advice) - shown, name=name)


def _from(origin: str, folder: Path) -> str:
    """Return how a pack in ``folder`` names the one it stands on: a shipped one by name, others by the way to them."""
    if not (Path(origin) / "pack.toml").is_file():
        return origin
    try:
        return Path(os.path.relpath(origin, folder)).as_posix()
    except ValueError:  # on another drive of Windows
        return Path(origin).resolve().as_posix()


def _tables(name: str) -> Tables:
    from transition.clauses.packs import pack_source
    from transition.clauses.sources import read_tables

    return read_tables(pack_source(name))


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise PackError("pack-bad-out", file=target, fault=fault.strerror or fault) from None


def _shown(difference: Difference, language: str) -> Iterator[str]:
    """Yield the lines that show one difference: cells of several lines by the lines that differ."""
    told = {"key": difference.key, "column": difference.column}
    if difference.kind != "changed" or not difference.column:
        yield say(f"pack_verbs.diff.{difference.kind}", language, **told)
    elif max(len(difference.old), len(difference.new)) <= _SHORT and "\n" not in difference.old + difference.new:
        yield say("pack_verbs.diff.changed", language, **told, old=difference.old, new=difference.new)
    else:
        yield say("pack_verbs.diff.cell", language, **told)
        gone, come = difference.lines
        yield from (f"      - {line}" for line in gone)
        yield from (f"      + {line}" for line in come)


def _print(lines: Sequence[str] | Iterator[str]) -> None:
    for line in lines:
        print(line)
