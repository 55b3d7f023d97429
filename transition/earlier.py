"""What earlier runs left in an output folder, beside decisions: people's words, the last register, the trend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from transition.model import Conflict, Decision, GapRegister, Problem, Subject
from transition.register import CONFIRMED, REQUIREMENT, Values, decision_of, said, values_of
from transition.register.beside import Saying, put_together
from transition.register.compare import compare_registers
from transition.reports import changes
from transition.reports.beside import read_workbook
from transition.reports.marks import digest
from transition.reports.reviewed import Reviewed


@dataclass(frozen=True, slots=True)
class Typed:
    """What people typed into workbooks, later ones ruling over earlier ones field by field.

    ``problems`` are what cannot be taken, ``conflicts`` the fields that two of the workbooks changed differently.
    """

    decisions: tuple[Decision, ...] = ()
    words: Mapping[Subject, Values] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def typed_in(workbooks: Iterable[Path]) -> Typed:
    """Return what people typed into ``workbooks``, where no project keeps it."""
    rows: list[Saying] = []
    words: list[Saying] = []
    problems: list[Problem] = []
    for file in workbooks:
        told = read_workbook(file)
        problems += told.problems
        way = f"workbook:{file.name}"
        rows += [_saying(row, way) for row in (*told.reviewed, *told.orphans)]
        words += [Saying(way, w.subject, w.base, w.theirs) for w in told.words]
    decided, disagreed = put_together(rows)
    beside, more = put_together(words)
    conflicts = (*disagreed, *more)
    if conflicts:
        problems.append(Problem("review-conflicts", "warning", details={"count": str(len(conflicts))}))
    decisions = tuple(decision_of(s.key, values) for s, values in decided.items() if said(values))
    return Typed(decisions, beside, tuple(problems), conflicts)


def _saying(row: Reviewed, way: str) -> Saying:
    theirs = values_of(row.decision)
    untouched = row.imprint.rpartition("#")[2] == digest(row.decision)
    base = theirs if untouched else row.base
    # A column that somebody took out says nothing about what stood in it.
    theirs |= {name: text for name, text in base.items() if name not in row.present and name not in theirs}
    if row.confirmed:
        theirs |= {CONFIRMED: row.decision.stamp}
    return Saying(way, Subject(REQUIREMENT, row.decision.requirement), base, theirs)


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
    noted = {s.day: s for s in (*register.trend, *changes.read_trend(out))}
    trend = tuple(noted.values()) or ((changes.standing_of(earlier),) if earlier else ())
    trend = changes.with_today(trend, changes.standing(register))
    return replace(register, comparison=compared, trend=trend)


def steps(register: GapRegister, out: Path) -> Sequence[Callable[[], Path]]:
    """Return what writes the comparison and the trend, where there is an earlier run to set this one beside."""
    compared = register.comparison
    first = [lambda: changes.write_comparison(compared, out)] if compared is not None else []
    more = [lambda: changes.write_trend(register.trend, out)] if len(register.trend) > 1 else []
    return [*first, *more]
