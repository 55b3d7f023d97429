"""Progress that people can read, on a terminal and in a log: how much is done, how long it takes still, what failed."""

from __future__ import annotations

import sys
import time
from collections import deque
from typing import TYPE_CHECKING

from transition.asked import silent
from transition.cli.shared import tell
from transition.messages import say

if TYPE_CHECKING:
    from transition.asked import Progress

_EVERY = 5.0  # seconds between two lines of progress where there is no terminal
_LOOKED_BACK = 60.0  # seconds: how fast it went lately says best how fast it goes on
_ENOUGH = 2.0  # seconds of work before anything is said about the time left
_MINUTE, _HOUR = 60, 3600


class Pace:
    """Tells how long a step will take still, from how fast it went lately."""

    def __init__(self) -> None:
        """Start with nothing done."""
        self._seen: deque[tuple[float, int]] = deque()

    def left(self, now: float, done: int, total: int) -> float | None:
        """Return the seconds left when ``done`` of ``total`` are done ``now``; ``None`` while nobody can know."""
        if self._seen and self._seen[-1][1] > done:
            self._seen.clear()  # another step has begun
        self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[0][0] > _LOOKED_BACK:  # noqa: PLR2004 - two make a pace
            self._seen.popleft()
        (began, first) = self._seen[0]
        if now - began < _ENOUGH or done <= first:
            return None
        return (total - done) * (now - began) / (done - first)


class Bars:
    """Progress on standard error: a bar on a terminal, a line every few seconds elsewhere."""

    def __init__(self, language: str, *, quiet: bool) -> None:
        """Show progress in ``language``, or none at all."""
        self._language = language
        self._quiet = quiet
        self._shown = 0.0
        self._step = ""
        self._pace = Pace()
        self._bar: object = None

    def __enter__(self) -> Progress:
        """Return the function to call with each step."""
        if self._quiet:
            return silent
        if not sys.stderr.isatty():
            return self._line
        return self._start_bar()

    def __exit__(self, *ending: object) -> None:
        """Take the bar off the terminal."""
        if self._bar is not None:
            self._bar.stop()  # type: ignore[attr-defined]

    def _start_bar(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[more]}"),
        )
        bar = Bar(*columns, console=Console(stderr=True), transient=True)
        bar.start()
        self._bar = bar
        tasks: dict[str, object] = {}

        def show(step: str, done: int, total: int, problems: int = 0) -> None:
            told = self._more(step, done, total, problems)
            if step not in tasks:
                tasks[step] = bar.add_task(say(f"cli.step.{step}", self._language), total=total, more=told)
            bar.update(tasks[step], completed=done, total=total, more=told)  # type: ignore[arg-type]

        return show

    def _line(self, step: str, done: int, total: int, problems: int = 0) -> None:
        more = self._more(step, done, total, problems)
        if time.monotonic() - self._shown >= _EVERY or done == total:
            self._shown = time.monotonic()
            name = say(f"cli.step.{step}", self._language)
            tell(say("cli.progress", self._language, step=name, done=done, total=total) + (more and f" · {more}"))

    def _more(self, step: str, done: int, total: int, problems: int) -> str:
        """Return the time left and the number of problems, as far as there is anything to say."""
        if step != self._step:
            self._step, self._pace = step, Pace()
        left = self._pace.left(time.monotonic(), done, total)
        told = [self._spoken(left)] if left is not None and done < total else []
        if problems:
            told.append(say("runs.problems", self._language, count=problems))
        return " · ".join(told)

    def _spoken(self, seconds: float) -> str:
        if seconds < _MINUTE:
            return say("runs.left.seconds", self._language, count=max(1, round(seconds)))
        if seconds < _HOUR:
            return say("runs.left.minutes", self._language, count=round(seconds / _MINUTE))
        hours, minutes = divmod(round(seconds / _MINUTE), _MINUTE)
        return say("runs.left.hours", self._language, count=hours, minutes=minutes)
