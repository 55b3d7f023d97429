"""``transition doctor``: what is installed, what is missing, and what that costs."""

from __future__ import annotations

from typing import Annotated

import typer

from transition.cli.shared import Exit, ReportLanguage, speak
from transition.messages import say


def doctor(
    report_language: Annotated[ReportLanguage | None, typer.Option(help="Language of the messages.")] = None,
) -> int:
    """Show what is installed, what is missing, and what that costs."""
    from transition.doctor import checks

    spoken = speak(report_language)
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
