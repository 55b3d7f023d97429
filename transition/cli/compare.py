"""``transition compare``: what changed between two registers, and because of what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from transition.cli.shared import Exit, ReportLanguage, speak
from transition.messages import say

if TYPE_CHECKING:
    from transition.model import Comparison, Effect

EFFECTS: tuple[Effect, ...] = ("opened", "closed", "changed", "added", "dropped")


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A register.json, or the folder a run wrote it into.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The register to compare it with.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON and nothing else.")] = False,
    report_language: Annotated[ReportLanguage | None, typer.Option(help="Language of the messages.")] = None,
) -> int:
    """Show what changed between two registers, and because of what."""
    from transition.register.compare import compare_registers
    from transition.reports.changes import comparison_to_json, read_register

    spoken = speak(report_language)
    compared = compare_registers(read_register(old), read_register(new))
    if as_json:
        print(json.dumps(comparison_to_json(compared), ensure_ascii=False, indent=1))
    else:
        _tell(compared, spoken)
    return Exit.DONE


def _tell(compared: Comparison, language: str) -> None:
    from transition.model import VERDICTS
    from transition.reports.changes import changes_in_words, words_of_difference
    from transition.reports.words import verdict_label

    print(changes_in_words(compared, language))
    for verdict in VERDICTS:
        before, after = (counts.get(verdict, 0) for counts in (compared.old_counts, compared.new_counts))
        print(f"  {verdict_label(verdict, language):<18} {before:>4} → {after:>4}  {after - before:+d}")
    for name in ("added", "removed", "changed"):
        paths = getattr(compared, f"documents_{name}")
        if paths:
            print(say(f"changes.documents-{name}", language, n=len(paths), names=", ".join(paths)))
    for effect in EFFECTS:
        found = compared.of(effect)
        if found:
            print(say(f"changes.{effect}", language, n=len(found)))
            for difference in found:
                print(f"  {words_of_difference(difference, language)}")
