"""What the verbs share: the language that is spoken, how the program ends, and how people are told."""

from __future__ import annotations

import datetime as dt
import locale
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from transition.errors import PackError, SettingsError, TransitionError
from transition.messages import catalogue, say
from transition.version import __version__

if TYPE_CHECKING:
    from transition.model import Problem

DEFAULT_PACK = "iso9001-2008-2015"
_ENGLISH = "en"
_SHOWN_PROBLEMS = 5
_SHOWN_FAULTS = 10
_chosen: list[str] = []


class Exit(IntEnum):
    """How the program ends."""

    DONE = 0
    GAPS = 1
    USAGE = 2
    INPUT = 3
    SOME_FAILED = 4
    BUG = 5
    INTERRUPTED = 130


class ReportLanguage(StrEnum):
    """The languages reports are written in."""

    en = "en"
    vi = "vi"


def speak(language: ReportLanguage | None) -> str:
    """Choose the language of reports and messages: the one asked for, else the system's."""
    _chosen[:] = [language.value] if language else []
    return spoken()


def spoken() -> str:
    """Return the language messages are in now."""
    return _chosen[0] if _chosen else _system_language()


def _system_language() -> str:
    code = (
        os.environ.get("LC_ALL")
        or os.environ.get("LC_MESSAGES")
        or os.environ.get("LANG")
        or locale.getlocale()[0]
        or ""
    )
    return "vi" if code.lower().startswith(("vi", "vietnam")) else _ENGLISH


def speak_utf8() -> None:
    """Make both streams take every letter."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles in an old code page would end the run at the first Vietnamese letter.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def tell(text: str) -> None:
    """Write a line for people to standard error, where it cannot get into piped results."""
    print(text, file=sys.stderr)


def refuse(key: str, language: str, **details: object) -> NoReturn:
    """End with a sentence about wrong use."""
    raise typer.BadParameter(say(f"cli.{key}", language, **details))


def day(value: str, language: str) -> str:
    """Return a date as year-month-day: the one given, else today's."""
    if not value:
        return dt.datetime.now().astimezone().date().isoformat()
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        refuse("bad-date", language, value=value)


def tell_problems(problems: Sequence[Problem], language: str) -> None:
    """Tell the first problems and what to do about each."""
    from transition.reports.exchange import problem_record

    for problem in problems[:_SHOWN_PROBLEMS]:
        record = problem_record(problem, language)
        tell(f"  - {record['message']}\n    {record['hint']}")


def tell_error(error: TransitionError) -> None:
    """Tell what stopped the run and what to do about it."""
    language = spoken()
    message, hint = _words_of(error, language)
    tell(say("cli.error", language, message=message))
    if hint:
        tell(say("cli.hint", language, hint=hint))


def _words_of(error: TransitionError, language: str) -> tuple[str, str]:
    details = dict(error.details)
    if isinstance(error, (PackError, SettingsError)):
        catalogue_of = "pack" if isinstance(error, PackError) else "project"
        faults = error.faults[:_SHOWN_FAULTS]
        lines = [f"  - {say(f'{catalogue_of}.fault.{key}', language, **told)}" for key, told in faults]
        details["list"] = "\n".join(lines)
    for name in ("pack", "project", "problems", "review", "outputs"):
        if f"{error.code}.message" in catalogue(name, language):
            keys = (f"{name}.{error.code}.message", f"{name}.{error.code}.hint")
            return say(keys[0], language, **details), say(keys[1], language, **details)
    return say(f"cli.{error.code}", language, **details), say(f"cli.{error.code}-hint", language, **details)


def tell_bug() -> int:
    """Tell that the fault is ours, keep the details in a file, and return the exit code."""
    language = spoken()
    log = Path(tempfile.gettempdir()) / "transition-error.log"
    log.write_text(f"transition {__version__}, Python {sys.version}\n\n{traceback.format_exc()}", encoding="utf-8")
    tell(say("cli.bug", language, log=log))
    tell(say("cli.bug-hint", language))
    return Exit.BUG
