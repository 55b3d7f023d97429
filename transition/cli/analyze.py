"""``transition analyze``: from Word files to reports."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transition.cli.chosen import choose, held, joined, keep_findings, take_over
from transition.cli.progress import Bars
from transition.cli.shared import Exit, ReportLanguage, day, refuse, speak, spoken, tell, tell_problems
from transition.errors import TransitionError
from transition.messages import say

if TYPE_CHECKING:
    from transition.model import GapRegister
    from transition.project import Delivery


class DocumentLanguage(StrEnum):
    """The languages a document may be in."""

    auto = "auto"
    en = "en"
    vi = "vi"


class FailOn(StrEnum):
    """From which verdict on the program ends with exit code 1."""

    gap = "gap"
    partial = "partial"


def analyze(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...", help="Folders (searched to the bottom) or Word files; or one project folder."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="Folder for the reports; made if it does not exist. A project has its own."),
    ] = None,
    pack: Annotated[str | None, typer.Option(help="Clause pack: a name or a folder.")] = None,
    language: Annotated[DocumentLanguage | None, typer.Option(help="Language of the documents.")] = None,
    profile: Annotated[
        str | None, typer.Option(help="Kind of organisation: company, vn-agency, or a folder; company if not given.")
    ] = None,
    report_language: Annotated[
        ReportLanguage | None, typer.Option(help="Language of the reports; the system's if not given.")
    ] = None,
    only: Annotated[
        str,
        typer.Option(
            help="Reports to write, separated by commas: workbook, summary, worksheets, annotated, interviews, "
            "handover, json. All but handover if not given."
        ),
    ] = "",
    annotate: Annotated[
        str, typer.Option(help="What annotated copies say, separated by commas: evidence, gaps, wording.")
    ] = "",
    annotate_only: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Documents to annotate, such as “QP-0*”; may be repeated."),
    ] = None,
    template: Annotated[
        Path | None, typer.Option(metavar="FILE.docx", help="Your own Word template for worksheets.")
    ] = None,
    decisions: Annotated[
        list[Path] | None, typer.Option(help="A reviewed workbook whose decisions are taken over; may be repeated.")
    ] = None,
    today: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The date reports carry; today if not given.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the register as JSON and nothing else.")] = False,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="End with exit code 1 if anything is at least this bad.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=0, help="Documents worked on at once; as many as there are processors if not given."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress and no summary.")] = False,
) -> int:
    """Read procedures and write the gap register to the new edition."""
    from transition.engine import processors
    from transition.handouts import Handouts
    from transition.pipeline import Settings, analyze_files
    from transition.project import deliver

    speak(report_language)
    flags = {"out": out, "pack": pack, "profile": profile, "language": language, "report_language": report_language}
    chosen = choose(paths, {name: None if value is None else str(value) for name, value in flags.items()})
    told = spoken()
    wanted = _reports(only, told)
    handouts = Handouts(chosen.paths, _groups(annotate, told), annotate_only or (), template)
    settings = Settings(day(today, told), chosen.language, told, chosen.profile)
    given = decisions or []
    _check_out(chosen.out)
    with held(chosen), Bars(told, quiet=quiet or as_json) as progress:
        taken = take_over(chosen, given, settings.today)
        register = analyze_files(
            chosen.paths, chosen.pack, settings, jobs=jobs if jobs is not None else processors(), progress=progress
        )
        if not register.documents:
            return _nothing_usable(register, told, as_json=as_json)
        # Somebody may have typed and saved while the documents were read.
        taken += take_over(chosen, given, settings.today)
        register = joined(chosen, register, given, settings.today)
        try:
            delivery = deliver(register, chosen.out, wanted, told, progress, handouts)
        except OSError as fault:
            raise TransitionError("bad-out", out=chosen.out, fault=fault.strerror or fault) from None
        keep_findings(chosen, register)
    if as_json:
        _print_json(register, told)
    elif not quiet:
        if taken:
            print(say("project.review.done", told, count=taken))
        _summary(register, delivery, chosen.out, told)
    return _ending(register, fail_on)


def _reports(only: str, language: str) -> tuple[str, ...]:
    from transition.pipeline import CHOICES, REPORTS

    return _listed(only, CHOICES, "--only", language) or REPORTS


def _groups(annotate: str, language: str) -> tuple[str, ...]:
    from transition.reports.annotated import GROUPS

    return _listed(annotate, GROUPS, "--annotate", language) or GROUPS


def _listed(text: str, choices: Sequence[str], option: str, language: str) -> tuple[str, ...]:
    """Return the names in a text separated by commas, all of them among ``choices``."""
    wanted = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in wanted:
        if name not in choices:
            refuse("bad-choice", language, value=name, option=option, choices=", ".join(choices))
    return wanted


def _check_out(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as fault:
        raise TransitionError("bad-out", out=out, fault=fault.strerror or fault) from None


def _ending(register: GapRegister, fail_on: FailOn | None) -> int:
    if any(p.severity == "error" for p in register.problems):
        return Exit.SOME_FAILED
    bad = {"gap"} | ({"partial"} if fail_on is FailOn.partial else set())
    if fail_on and any(e.verdict in bad for e in register.entries):
        return Exit.GAPS
    return Exit.DONE


def _nothing_usable(register: GapRegister, language: str, *, as_json: bool) -> int:
    if as_json:
        _print_json(register, language)
    tell(say("cli.error", language, message=say("cli.nothing-usable", language)))
    tell(say("cli.hint", language, hint=say("cli.nothing-usable-hint", language)))
    tell_problems(register.problems, language)
    return Exit.INPUT


def _print_json(register: GapRegister, language: str) -> None:
    from transition.reports.exchange import register_to_json

    json.dump(register_to_json(register, language), sys.stdout, ensure_ascii=False, indent=1)
    print()


def _summary(register: GapRegister, delivery: Delivery, out: Path, language: str) -> None:
    from collections import Counter

    from transition.model import VERDICTS
    from transition.reports.words import verdict_label

    failed = {p.document for p in register.problems if p.severity == "error"}
    skipped = sum(p.code == "skipped-file-type" for p in register.problems)
    print(say("cli.done.documents", language, read=len(register.documents), failed=len(failed), skipped=skipped))
    print(say("cli.done.verdicts", language))
    counts = Counter(e.verdict for e in register.entries)
    for verdict in VERDICTS:
        print(f"  {verdict_label(verdict, language):<16} {counts[verdict]:>4}")
    print(say("cli.done.limits", language))
    print(say("cli.done.files", language, out=out))
    for file in delivery.files:
        print(f"  {file.name}")
    told = [p for p in (*register.problems, *delivery.problems) if p.severity != "info"]
    if told:
        tell(say("cli.done.problems", language, count=len(told)))
        tell_problems(told, language)
