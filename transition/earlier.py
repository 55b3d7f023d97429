"""What earlier runs left in an output folder, beside decisions: people's words, the last register, the trend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from transition.model import GapRegister, Problem, Subject
from transition.register import Values
from transition.register.beside import put_together
from transition.register.compare import compare_registers
from transition.reports import changes
from transition.reports.beside import Word, read_words


def typed_words(workbooks: Iterable[Path]) -> tuple[Mapping[Subject, Values], tuple[Problem, ...]]:
    """Return what people wrote beside their decisions in ``workbooks``, later ones ruling over earlier ones."""
    words: list[Word] = []
    problems: list[Problem] = []
    for file in workbooks:
        found, faults = read_words(file)
        words += found
        problems += faults
    return put_together((w.subject, w.base, w.theirs) for w in words), tuple(problems)


def set_beside_earlier(register: GapRegister, out: Path, language: str) -> GapRegister:
    """Return ``register`` with what changed since the run before, and with the trend of all runs into ``out``.

    A run that finds just what the run before found tells the same changes again, so that its reports are the same.
    """
    earlier = changes.earlier_register(out)
    record = changes.record_of(register, language)
    if earlier is None or earlier == record:
        compared = changes.earlier_comparison(out)
    else:
        compared = compare_registers(earlier, record)
    trend = changes.read_trend(out) or ((changes.standing_of(earlier),) if earlier else ())
    trend = changes.with_today(trend, changes.standing(register))
    return replace(register, comparison=compared, trend=trend)


def steps(register: GapRegister, out: Path) -> Sequence[Callable[[], Path]]:
    """Return what writes the comparison and the trend, where there is an earlier run to set this one beside."""
    compared = register.comparison
    first = [lambda: changes.write_comparison(compared, out)] if compared is not None else []
    more = [lambda: changes.write_trend(register.trend, out)] if len(register.trend) > 1 else []
    return [*first, *more]
