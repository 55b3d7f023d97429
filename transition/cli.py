"""The command line: verbs become library calls; the only place that prints and that looks at the clock."""

from __future__ import annotations

import datetime as dt
import difflib
import json
import locale
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import click
import typer

from transition import __version__
from transition.errors import PackError, TransitionError
from transition.messages import catalogue, say

if TYPE_CHECKING:
    from transition.model import ClausePack, GapRegister, Problem
    from transition.pipeline import Progress
    from transition.project import Delivery

_ENGLISH = "en"
_SHOWN_PROBLEMS = 5
_SHOWN_FAULTS = 10
_EVERY = 5.0  # seconds between two lines of progress where there is no terminal


class Exit(IntEnum):
    """How the program ends."""

    DONE = 0
    GAPS = 1
    USAGE = 2
    INPUT = 3
    SOME_FAILED = 4
    BUG = 5
    INTERRUPTED = 130


class DocumentLanguage(StrEnum):
    """The languages a document may be in."""

    auto = "auto"
    en = "en"
    vi = "vi"


class ReportLanguage(StrEnum):
    """The languages reports are written in."""

    en = "en"
    vi = "vi"


class FailOn(StrEnum):
    """From which verdict on the program ends with exit code 1."""

    gap = "gap"
    partial = "partial"


app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=say("cli.app"),
)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; what goes wrong is told in a sentence, never as a traceback."""
    _speak_utf8()
    try:
        result = app(args=list(arguments), standalone_mode=False, prog_name="transition")
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except (KeyboardInterrupt, click.exceptions.Abort):
        _tell(say("cli.interrupted", _system_language()))
        return Exit.INTERRUPTED
    except TransitionError as error:
        _tell_error(error)
        return Exit.INPUT
    except Exception:  # noqa: BLE001 - whatever it is, a person gets a sentence and we get the details
        return _bug()
    return int(result or 0)


@app.callback(invoke_without_command=True)
def _main(version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False) -> None:
    if version:
        print(__version__)
        raise typer.Exit


@app.command()
def analyze(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Folders (searched to the bottom) or Word files.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the reports; made if it does not exist.")],
    pack: Annotated[str, typer.Option(help="Clause pack: a name or a folder.")] = "iso9001-2008-2015",
    language: Annotated[DocumentLanguage, typer.Option(help="Language of the documents.")] = DocumentLanguage.auto,
    report_language: Annotated[
        ReportLanguage | None, typer.Option(help="Language of the reports; the system's if not given.")
    ] = None,
    only: Annotated[str, typer.Option(help="Reports to write, separated by commas: workbook, summary, json.")] = "",
    decisions: Annotated[
        list[Path] | None, typer.Option(help="A reviewed workbook whose decisions are taken over; may be repeated.")
    ] = None,
    today: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The date reports carry; today if not given.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the register as JSON and nothing else.")] = False,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="End with exit code 1 if anything is at least this bad.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress and no summary.")] = False,
) -> int:
    """Read procedures and write the gap register to the new edition."""
    from transition.clauses import load_pack
    from transition.pipeline import Settings, analyze_files
    from transition.project import deliver, typed_decisions
    from transition.register import merge_decisions

    spoken = report_language.value if report_language else _system_language()
    wanted = _reports(only, spoken)
    settings = Settings(_date(today, spoken), language.value, spoken)
    loaded = load_pack(pack)
    _check_out(out)
    with _Bars(spoken, quiet=quiet or as_json) as progress:
        register = analyze_files(paths, loaded, settings, progress=progress)
        if not register.documents:
            return _nothing_usable(register, spoken, as_json=as_json)
        typed, refused = typed_decisions(out, decisions or ())
        register = merge_decisions(register, typed)
        register = _with_problems(register, refused)
        try:
            delivery = deliver(register, out, wanted, spoken, progress)
        except OSError as fault:
            raise TransitionError("bad-out", out=out, fault=fault.strerror or fault) from None
    if as_json:
        _print_json(register, spoken)
    elif not quiet:
        _summary(register, delivery, out, spoken)
    return _ending(register, fail_on)


@app.command()
def explain(
    requirement: Annotated[str, typer.Argument(help="Id of a requirement, such as 9.3.2-e.")],
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Output folder of a run, or a folder of documents.")
    ] = None,
    pack: Annotated[str, typer.Option(help="Clause pack: a name or a folder.")] = "iso9001-2008-2015",
    report_language: Annotated[ReportLanguage | None, typer.Option(help="Language of the explanation.")] = None,
) -> int:
    """Show every step from the passages to one verdict."""
    from transition.clauses import load_pack
    from transition.reports.explanation import explain_entry, explain_requirement

    spoken = report_language.value if report_language else _system_language()
    loaded = load_pack(pack)
    _known_requirement(loaded, requirement, spoken)
    for line in explain_requirement(loaded, loaded.requirement(requirement), spoken):
        print(line)
    if folder is None:
        print(say("cli.explain.run", spoken, id=requirement))
        return Exit.DONE
    record, passages = _register_of(folder, loaded, spoken)
    entry = next(e for e in record["entries"] if e["requirement"] == requirement)
    for line in explain_entry(entry, record["documents"], passages, spoken):
        print(line)
    return Exit.DONE


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="A Word file.")],
    report_language: Annotated[ReportLanguage | None, typer.Option(help="Language of the messages.")] = None,
) -> int:
    """Show what was understood of one file, passage by passage."""
    from transition.pipeline import read_documents

    spoken = report_language.value if report_language else _system_language()
    documents = read_documents(file)
    for document in documents:
        print(say("cli.read.document", spoken, path=document.path, title=document.title or "-"))
        facts = {k: getattr(document, k) or "-" for k in ("code", "type", "revision", "date", "language")}
        print(say("cli.read.facts", spoken, **facts, editions=", ".join(document.editions_cited) or "-"))
        for p in document.passages:
            level = f" {p.level}" if p.level else ""
            print(f"{' › '.join(p.trail)}\n  [{p.kind}{level} {p.language}] {p.number} {p.text}".strip("\n"))
        _tell_problems(document.problems, spoken)
    return Exit.DONE if any(d.passages for d in documents) else Exit.INPUT


@app.command()
def doctor(
    report_language: Annotated[ReportLanguage | None, typer.Option(help="Language of the messages.")] = None,
) -> int:
    """Show what is installed, what is missing, and what that costs."""
    from transition.doctor import checks

    spoken = report_language.value if report_language else _system_language()
    print(say("cli.doctor.title", spoken))
    well = True
    for check in checks():
        state = say(f"cli.doctor.{'ok' if check.found else 'missing'}", spoken)
        print(f"  {state:<8} {say(f'cli.doctor.{check.name}', spoken, **check.details)}")
        if not check.found and check.cost:
            print(f"           {say(f'cli.doctor.{check.cost}', spoken)}")
        well = well and (check.found or not check.needed)
    print(say("cli.doctor.all-well" if well else "cli.doctor.something", spoken))
    return Exit.DONE if well else Exit.INPUT


# --- what the verbs share -------------------------------------------------------------------------


def _system_language() -> str:
    code = (
        os.environ.get("LC_ALL")
        or os.environ.get("LC_MESSAGES")
        or os.environ.get("LANG")
        or locale.getlocale()[0]
        or ""
    )
    return "vi" if code.lower().startswith(("vi", "vietnam")) else _ENGLISH


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles in an old code page would end the run at the first Vietnamese letter.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


def _usage(key: str, language: str, **details: object) -> NoReturn:
    raise click.UsageError(say(f"cli.{key}", language, **details))


def _date(value: str, language: str) -> str:
    if not value:
        return dt.datetime.now().astimezone().date().isoformat()
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        _usage("bad-date", language, value=value)


def _reports(only: str, language: str) -> tuple[str, ...]:
    from transition.pipeline import REPORTS

    wanted = tuple(name.strip() for name in only.split(",") if name.strip())
    for name in wanted:
        if name not in REPORTS:
            _usage("bad-choice", language, value=name, option="--only", choices=", ".join(REPORTS))
    return wanted or REPORTS


def _known_requirement(pack: ClausePack, id: str, language: str) -> None:
    known = [r.id for r in pack.of(pack.to_edition)]
    if id not in known:
        near = difflib.get_close_matches(id, known, n=5, cutoff=0.4) or known[:5]
        _usage("unknown-requirement", language, id=id, edition=pack.to_edition, near=", ".join(near))


def _check_out(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as fault:
        raise TransitionError("bad-out", out=out, fault=fault.strerror or fault) from None


def _register_of(folder: Path, pack: ClausePack, language: str) -> tuple[dict, list[dict]]:  # type: ignore[type-arg]
    """Return the JSON records of a finished run, or of an analysis of the documents in ``folder``."""
    from transition.pipeline import Settings, analyze_files
    from transition.reports.exchange import passage_record, register_to_json

    if (folder / "register.json").is_file() and (folder / "passages.jsonl").is_file():
        record = json.loads((folder / "register.json").read_text(encoding="utf-8"))
        lines = (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines()
        return record, [json.loads(line) for line in lines]
    with _Bars(language, quiet=False) as progress:
        register = analyze_files([folder], pack, Settings(report_language=language), progress=progress)
    passages = [passage_record(p, register.matches.get(p.id, ())) for d in register.documents for p in d.passages]
    return register_to_json(register, language), passages


def _with_problems(register: GapRegister, problems: Sequence[Problem]) -> GapRegister:
    from dataclasses import replace

    return replace(register, problems=(*register.problems, *problems)) if problems else register


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
    _tell(say("cli.error", language, message=say("cli.nothing-usable", language)))
    _tell(say("cli.hint", language, hint=say("cli.nothing-usable-hint", language)))
    _tell_problems(register.problems, language)
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
        print(say("cli.done.problems", language, count=len(told)))
        _tell_problems(told, language)


def _tell_problems(problems: Sequence[Problem], language: str) -> None:
    from transition.reports.exchange import problem_record

    for problem in problems[:_SHOWN_PROBLEMS]:
        record = problem_record(problem, language)
        _tell(f"  - {record['message']}\n    {record['hint']}")


def _tell_error(error: TransitionError) -> None:
    language = _system_language()
    message, hint = _words_of(error, language)
    _tell(say("cli.error", language, message=message))
    if hint:
        _tell(say("cli.hint", language, hint=hint))


def _words_of(error: TransitionError, language: str) -> tuple[str, str]:
    details = dict(error.details)
    if isinstance(error, PackError):
        lines = [f"  - {say(f'pack.fault.{key}', language, **told)}" for key, told in error.faults[:_SHOWN_FAULTS]]
        details["list"] = "\n".join(lines)
    for name in ("pack", "problems", "review", "outputs"):
        if f"{error.code}.message" in catalogue(name, language):
            keys = (f"{name}.{error.code}.message", f"{name}.{error.code}.hint")
            return say(keys[0], language, **details), say(keys[1], language, **details)
    return say(f"cli.{error.code}", language, **details), say(f"cli.{error.code}-hint", language, **details)


def _bug() -> int:
    language = _system_language()
    log = Path(tempfile.gettempdir()) / "transition-error.log"
    log.write_text(f"transition {__version__}, Python {sys.version}\n\n{traceback.format_exc()}", encoding="utf-8")
    _tell(say("cli.bug", language, log=log))
    _tell(say("cli.bug-hint", language))
    return Exit.BUG


def _silent(_step: str, _done: int, _total: int) -> None:
    """Show nothing."""


class _Bars:
    """Progress on standard error: a bar on a terminal, a line every few seconds elsewhere."""

    def __init__(self, language: str, *, quiet: bool) -> None:
        self._language = language
        self._quiet = quiet
        self._shown = 0.0
        self._bar: object = None

    def __enter__(self) -> Progress:
        if self._quiet:
            return _silent
        if not sys.stderr.isatty():
            return self._line
        return self._start_bar()

    def __exit__(self, *ending: object) -> None:
        if self._bar is not None:
            self._bar.stop()  # type: ignore[attr-defined]

    def _start_bar(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bar = Bar(*columns, console=Console(stderr=True), transient=True)
        bar.start()
        self._bar = bar
        tasks: dict[str, object] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(say(f"cli.step.{step}", self._language), total=total)
            bar.update(tasks[step], completed=done, total=total)  # type: ignore[arg-type]

        return show

    def _line(self, step: str, done: int, total: int) -> None:
        import time

        if time.monotonic() - self._shown >= _EVERY or done == total:
            self._shown = time.monotonic()
            name = say(f"cli.step.{step}", self._language)
            _tell(say("cli.progress", self._language, step=name, done=done, total=total))
