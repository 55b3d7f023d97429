"""What people are told at the end of a run, and the exit code."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from transition.cli.shared import Exit, tell, tell_problems
from transition.messages import say

if TYPE_CHECKING:
    from transition.model import GapRegister, Problem
    from transition.project import Delivery
    from transition.unchanged import Told


class FailOn(StrEnum):
    """From which verdict on the program ends with exit code 1."""

    gap = "gap"
    partial = "partial"


def told_of(register: GapRegister, delivery: Delivery, out: Path) -> Told:
    """Return what there is to tell of a run that wrote its reports into ``out``."""
    from transition.unchanged import Told

    return Told(
        read=len(register.documents),
        failed=len({p.document for p in register.problems if p.severity == "error"}),
        skipped=sum(p.code == "skipped-file-type" for p in register.problems),
        verdicts=dict(Counter(e.verdict for e in register.entries)),
        problems=tuple(p for p in register.problems if p.severity != "info"),
        beside=tuple(p for p in delivery.problems if p.severity != "info"),
        files=tuple(dict.fromkeys(f.relative_to(out).as_posix() for f in delivery.files)),
    )


def exit_code(told: Told, fail_on: FailOn | None) -> int:
    """Return how the program ends."""
    if any(p.severity == "error" for p in told.problems):
        return Exit.SOME_FAILED
    bad = {"gap"} | ({"partial"} if fail_on is FailOn.partial else set())
    if fail_on and any(told.verdicts.get(name) for name in bad):
        return Exit.GAPS
    return Exit.DONE


def print_summary(told: Told, out: Path, language: str) -> None:
    """Print counts, verdicts and files, and tell the first problems."""
    from transition.model import VERDICTS
    from transition.reports.words import verdict_label

    print(say("cli.done.documents", language, read=told.read, failed=told.failed, skipped=told.skipped))
    print(say("cli.done.verdicts", language))
    for verdict in VERDICTS:
        print(f"  {verdict_label(verdict, language):<16} {told.verdicts.get(verdict, 0):>4}")
    print(say("cli.done.limits", language))
    print(say("cli.done.files", language, out=out))
    for file in told.files:
        print(f"  {file}")
    problems = (*told.problems, *told.beside)
    if problems:
        tell(say("cli.done.problems", language, count=len(problems)))
        tell_problems(problems, language)


def nothing_usable(problems: Sequence[Problem], language: str) -> int:
    """Tell that no document could be read, and return the exit code."""
    tell(say("cli.error", language, message=say("cli.nothing-usable", language)))
    tell(say("cli.hint", language, hint=say("cli.nothing-usable-hint", language)))
    tell_problems(problems, language)
    return Exit.INPUT


def print_json(register: GapRegister, language: str) -> None:
    """Print the register as one JSON document."""
    from transition.reports.exchange import register_to_json

    json.dump(register_to_json(register, language), sys.stdout, ensure_ascii=False, indent=1)
    print()
