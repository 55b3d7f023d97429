"""``transition cache``: what is kept between runs, and taking it away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from transition.cli.shared import Exit, ReportLanguage, speak
from transition.messages import catalogue, say

if TYPE_CHECKING:
    from transition.cache import Usage

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=say("runs.cache.app"))
_MONTH = 30
_THOUSAND = 1000


@app.command()
def info(
    report_language: Annotated[ReportLanguage | None, typer.Option(help="Language of the messages.")] = None,
) -> int:
    """Show where results are kept between runs, how many there are, and how large they are."""
    from transition.cache import user_cache

    language, cache = speak(report_language), user_cache()
    if cache.folder is None:
        print(say("runs.cache.nowhere", language))
        return Exit.DONE
    print(say("runs.cache.folder", language, folder=cache.folder))
    _print(cache.usage(), language)
    print(say("runs.cache.safe", language))
    return Exit.DONE


@app.command()
def prune(
    days: Annotated[int, typer.Option(min=0, help="Remove what was not used for so many days.")] = _MONTH,
    everything: Annotated[bool, typer.Option("--all", help="Remove all of it.")] = False,
    report_language: Annotated[ReportLanguage | None, typer.Option(help="Language of the messages.")] = None,
) -> int:
    """Remove results that were not used for a while; the next run makes anew what it needs of them."""
    from transition.cache import user_cache

    language = speak(report_language)
    gone = user_cache().prune(0 if everything else days)
    print(say("runs.cache.removed", language))
    _print(gone, language)
    return Exit.DONE


def _print(usage: Sequence[Usage], language: str) -> None:
    names = catalogue("runs", language)
    for use in usage:
        name = names.get(f"cache.kind.{use.kind}", use.kind)
        print(say("runs.cache.line", language, kind=name, count=use.entries, size=_size(use.size)))
    total = sum(u.size for u in usage)
    print(say("runs.cache.total", language, count=sum(u.entries for u in usage), size=_size(total)))


def _size(size: float) -> str:
    for unit in ("B", "kB", "MB"):
        if size < _THOUSAND:
            return f"{size:.0f} {unit}"
        size /= _THOUSAND
    return f"{size:.1f} GB"
