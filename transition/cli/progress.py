"""Progress that people can read, on a terminal and in a log."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from transition.cli.shared import tell
from transition.messages import say

if TYPE_CHECKING:
    from transition.pipeline import Progress

_EVERY = 5.0  # seconds between two lines of progress where there is no terminal


def _silent(_step: str, _done: int, _total: int) -> None:
    """Show nothing."""


class Bars:
    """Progress on standard error: a bar on a terminal, a line every few seconds elsewhere."""

    def __init__(self, language: str, *, quiet: bool) -> None:
        """Show progress in ``language``, or none at all."""
        self._language = language
        self._quiet = quiet
        self._shown = 0.0
        self._bar: object = None

    def __enter__(self) -> Progress:
        """Return the function to call with each step."""
        if self._quiet:
            return _silent
        if not sys.stderr.isatty():
            return self._line
        return self._start_bar()

    def __exit__(self, *ending: object) -> None:
        """Take the bar off the terminal."""
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
        if time.monotonic() - self._shown >= _EVERY or done == total:
            self._shown = time.monotonic()
            name = say(f"cli.step.{step}", self._language)
            tell(say("cli.progress", self._language, step=name, done=done, total=total))
