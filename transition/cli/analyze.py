"""``transition analyze``: from Word files to reports."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transition.cli.chosen import choose, held
from transition.cli.ending import FailOn, exit_code, nothing_usable, print_summary
from transition.cli.grouping import check, run_groups
from transition.cli.progress import Bars
from transition.cli.running import Asked, cache_for, means_of, origin, run
from transition.cli.shared import ReportLanguage, day, refuse, speak, spoken
from transition.errors import TransitionError
from transition.messages import say

if TYPE_CHECKING:
    from transition.unchanged import Told

REGISTER = "register.json"


class DocumentLanguage(StrEnum):
    """The languages a document may be in."""

    auto = "auto"
    en = "en"
    vi = "vi"


class GroupBy(StrEnum):
    """What makes documents a group."""

    folder = "folder"


class Engine(StrEnum):
    """Who works on the documents."""

    processes = "processes"
    dask = "dask"


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
            "handover, pdf, json. All but handover and pdf if not given."
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
    group_by: Annotated[
        GroupBy | None, typer.Option(help="Reports for each folder of the first level, and one roll-up of all.")
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="Who does the work: processes of this machine, or Dask workers on one or many.")
    ] = Engine.processes,
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="A Dask scheduler, such as tcp://10.0.0.5:8786 or tls://…")
    ] = "",
    tls_ca: Annotated[Path | None, typer.Option(metavar="FILE", help="Certificate authority of the cluster.")] = None,
    tls_cert: Annotated[Path | None, typer.Option(metavar="FILE", help="Your certificate for the cluster.")] = None,
    tls_key: Annotated[Path | None, typer.Option(metavar="FILE", help="The key of your certificate.")] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Do all the work anew and keep nothing for the next run.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress and no summary.")] = False,
) -> int:
    """Read procedures and write the gap register to the new edition."""
    from transition.asked import Settings
    from transition.cluster import Cluster
    from transition.unchanged import keep, last, told_again

    speak(report_language)
    flags = {"out": out, "pack": pack, "profile": profile, "language": language, "report_language": report_language}
    chosen = choose(paths, {name: None if value is None else str(value) for name, value in flags.items()})
    language_now = spoken()
    asked = Asked(
        chosen,
        Settings(day(today, language_now), chosen.language, language_now, chosen.profile),
        _reports(only, language_now),
        _groups(annotate, language_now),
        tuple(annotate_only or ()),
        template,
        tuple(decisions or ()),
        group_by is not None,
    )
    if asked.by_folder:
        check(asked)
    if (scheduler or tls_ca or tls_cert or tls_key) and engine is not Engine.dask:
        refuse("scheduler-alone", language_now)
    means = partial(means_of, engine is Engine.dask, jobs, Cluster(scheduler, tls_ca, tls_cert, tls_key))
    with (
        held(chosen),
        cache_for(no_cache=no_cache) as cache,
        Bars(language_now, quiet=quiet or as_json) as progress,
        _room_in(chosen.out),
    ):
        made_from = origin(asked)
        told = told_again(last(cache, chosen.out), chosen.out, made_from)
        if told is not None and not (as_json and (asked.by_folder or REGISTER not in told.files)):
            return _unchanged(told, asked, as_json=as_json, quiet=quiet, fail_on=fail_on)
        ran = (run_groups if asked.by_folder else run)(asked, means(cache), progress)
        if ran.told is None:
            if as_json:
                ran.print_json(language_now)
            return nothing_usable(ran.problems, language_now)
        # A project's own files have changed by now: what the run left there is what the next one will find.
        now = origin(asked) if chosen.project else made_from
        keep(cache, chosen.out, now, ran.told, typed=ran.typed)
    if as_json:
        ran.print_json(language_now)
    elif not quiet:
        if ran.taken:
            print(say("project.review.done", language_now, count=ran.taken))
        print_summary(ran.told, chosen.out, language_now)
    return exit_code(ran.told, fail_on)


def _unchanged(told: Told, asked: Asked, *, as_json: bool, quiet: bool, fail_on: FailOn | None) -> int:
    """Tell again what the last run told."""
    language = asked.settings.report_language
    if as_json:
        sys.stdout.write((asked.chosen.out / REGISTER).read_text(encoding="utf-8"))
    elif not quiet:
        print_summary(told, asked.chosen.out, language)
        print(say("runs.unchanged", language))
    return exit_code(told, fail_on)


def _reports(only: str, language: str) -> tuple[str, ...]:
    from transition.asked import CHOICES, PDF, REPORTS

    wanted = _listed(only, CHOICES, "--only", language) or REPORTS
    if PDF in wanted:
        from transition.reports.summary_pdf import check

        check()  # before hours of reading, not after them
    return wanted


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


@contextmanager
def _room_in(out: Path) -> Iterator[None]:
    """Make the folder of the reports and see that it can be written to; without reports it is not left behind."""
    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as fault:
        raise TransitionError("bad-out", out=out, fault=fault.strerror or fault) from None
    try:
        yield
    finally:
        with suppress(OSError):  # one that holds something stays, and all above it
            for folder in made:
                folder.rmdir()
