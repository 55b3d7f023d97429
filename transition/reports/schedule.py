"""The plan of work on a time line: waves, their actions, and days; those nobody typed are proposed from the pack.

Days that people gave always rule. Where an action has none, its wave is laid out from the day of the run by the weeks
that the clause pack, or the profile of the organisation, says such a wave takes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from transition.model import GapEntry, GapRegister
from transition.reports.numerals import day_of
from transition.reports.overview import UNPLANNED, Tally, tally, where
from transition.reports.plan import CLOSED, Plan, Planned, plan_of

MOST_TICKS = 9
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 600)
"""How many months may lie between two ticks."""


@dataclass(frozen=True, slots=True)
class Work:
    """One action that leaves something open: who does it, by when, and whether that day is past."""

    planned: Planned
    responsible: str
    due: dt.date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """One wave on the time line: its actions, and when it runs; ``proposed`` where not all of it was said by people."""

    wave: int
    works: tuple[Work, ...]
    tally: Tally
    where: tuple[str, ...]
    starts: dt.date | None
    ends: dt.date | None
    proposed: bool

    @property
    def dues(self) -> tuple[tuple[dt.date, bool], ...]:
        """The days people gave, each once, and whether an action of that day is late."""
        days: dict[dt.date, bool] = {}
        for work in self.works:
            if work.due:
                days[work.due] = days.get(work.due, False) or work.late
        return tuple(sorted(days.items()))

    @property
    def dated(self) -> int:
        """How many of the actions have a day."""
        return sum(work.due is not None for work in self.works)


@dataclass(frozen=True, slots=True)
class Schedule:
    """All stretches, and the whole months they lie in; ``first`` is ``None`` where there is nothing to lay out."""

    stretches: tuple[Stretch, ...]
    today: dt.date | None
    first: dt.date | None = None
    last: dt.date | None = None

    def share(self, day: dt.date) -> float:
        """Return where on the line a day stands, 0 … 1."""
        if self.first is None or self.last is None:
            return 0.0
        return min(1.0, max(0.0, (day - self.first).days / (self.last - self.first).days))

    @property
    def ticks(self) -> tuple[dt.date, ...]:
        """The beginnings of months to be marked, not too many of them."""
        if self.first is None or self.last is None:
            return ()
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((s for s in _STEPS if count <= s * MOST_TICKS), _STEPS[-1])
        months = (_month(self.first, n) for n in range(count))
        return tuple(m for m in months if (m.year * 12 + m.month - 1) % step == 0)

    @property
    def late(self) -> int:
        """How many actions are overdue."""
        return sum(work.late for stretch in self.stretches for work in stretch.works)


def schedule(register: GapRegister, plan: Plan | None = None) -> Schedule:
    """Return what is open, wave by wave, on a time line."""
    rows = [row for row in (plan or plan_of(register)).rows if row.open]
    today = day_of(register.run.today)
    waves: dict[int, list[Planned]] = {}
    for row in rows:
        waves.setdefault(row.wave, []).append(row)
    windows = dict(_windows(register, waves, today))
    owned = _owned(rows)
    stretches = []
    for wave in sorted(waves):
        works = tuple(_work(row, register.run.today) for row in waves[wave])
        entries = owned.get(wave, [])
        when = _when(works, windows.get(wave), today)
        stretches.append(Stretch(wave, works, tally(entries), where(register, entries), *when))
    return _framed(stretches, today)


def _owned(rows: Iterable[Planned]) -> dict[int, list[GapEntry]]:
    """Return each open entry once, under the wave of the first action that serves it."""
    owned: dict[int, list[GapEntry]] = {}
    seen: set[str] = set()
    for row in rows:
        for entry in row.open:
            if entry.requirement.id not in seen:
                seen.add(entry.requirement.id)
                owned.setdefault(row.wave, []).append(entry)
    return owned


def _windows(
    register: GapRegister, waves: Iterable[int], today: dt.date | None
) -> Iterator[tuple[int, tuple[dt.date, dt.date]]]:
    """Yield for each open wave when it usually runs, the first of them from today on."""
    known = [w for w in register.pack.waves if w.number in waves]
    if today is None or not known:
        return
    begun = min(w.starts for w in known)
    for wave in known:
        starts = today + dt.timedelta(weeks=wave.starts - begun)
        yield wave.number, (starts, starts + dt.timedelta(weeks=wave.weeks, days=-1))


def _work(row: Planned, today: str) -> Work:
    """Return an action with the words people said about it, beside its row or on worksheets of what it serves."""
    decisions = [e.decision for e in row.open if e.decision is not None]
    typed = row.said.due if row.said else ""
    days = sorted(filter(None, (day_of(d.due) for d in decisions)))
    due = day_of(typed) or (days[-1] if days else None)
    people = dict.fromkeys(d.responsible for d in decisions if d.responsible)
    responsible = (row.said.responsible if row.said else "") or ", ".join(people)
    now = day_of(today)
    late = due is not None and now is not None and due < now and row.status not in CLOSED
    return Work(row, responsible, due, late)


def _when(
    works: Sequence[Work], window: tuple[dt.date, dt.date] | None, today: dt.date | None
) -> tuple[dt.date | None, dt.date | None, bool]:
    """Return when a wave runs: by the days people gave where every action has one, else as proposed."""
    dues = sorted(work.due for work in works if work.due)
    if dues and len(dues) == len(works):
        begin = window[0] if window else today or dues[0]
        return min(begin, dues[0]), dues[-1], False
    if window:
        return window[0], max([window[1], *dues]), True
    return None, None, True


def _framed(stretches: Sequence[Stretch], today: dt.date | None) -> Schedule:
    days = [d for s in stretches for d in (s.starts, s.ends, *(due for due, _ in s.dues)) if d]
    if not days:
        return Schedule(tuple(stretches), today)
    days += [today] if today else []
    return Schedule(tuple(stretches), today, min(days).replace(day=1), _month(max(days), 1))


def _month(day: dt.date, later: int) -> dt.date:
    """Return the first day of the month so many months later."""
    count = day.year * 12 + day.month - 1 + later
    return dt.date(min(count // 12, dt.MAXYEAR), count % 12 + 1, 1)


def planned_wave(wave: int) -> int:
    """Return the number people see of a wave, 0 where none was given."""
    return 0 if wave == UNPLANNED else wave
