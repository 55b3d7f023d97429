"""The action plan as words and drawings: one line a wave, one row an action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from transition.messages import catalogue, say
from transition.model import Action, Decision
from transition.reports import svg, words
from transition.reports.drawings import Drawing, Span, lane
from transition.reports.numerals import short_day, short_month, typed_day
from transition.reports.overview import ToClose
from transition.reports.plan import Plan
from transition.reports.rows_plan import BULLET, proposal
from transition.reports.schedule import Schedule, Stretch, Work, planned_wave

Context = dict[str, Any]


def wave_title(wave: int, language: str) -> str:
    """Return what a wave is about, or words for none."""
    return catalogue("summary", language).get(f"wave.{wave}", "") or say("summary.plan.unplanned", language)


def when(stretch: Stretch, language: str) -> str:
    """Return in words when a wave runs, and whether that is a proposal."""
    if stretch.starts is None or stretch.ends is None:
        return ""
    first, last = short_day(stretch.starts, language), short_day(stretch.ends, language)
    return say(f"summary.plan.{'proposed' if stretch.proposed else 'fixed'}", language, first=first, last=last)


def dated(stretch: Stretch, language: str) -> str:
    """Return in words how many actions have a day, the last of these days, and how many are overdue."""
    if not stretch.dated:
        return say("summary.plan.no-days", language)
    last = short_day(stretch.dues[-1][0], language)
    told = say("summary.plan.days", language, n=stretch.dated, total=len(stretch.works), day=last)
    late = sum(work.late for work in stretch.works)
    return f"{told}; {overdue(late, language)}" if late else told


def overdue(late: int, language: str) -> str:
    """Return in words how many actions are overdue."""
    return say(f"summary.plan.late.{'one' if late == 1 else 'many'}", language, n=late)


def drawn(plan: Schedule, stretch: Stretch, language: str, height: float = 22) -> Drawing:
    """Return a wave's line of the plan as a drawing."""
    title = wave_title(planned_wave(stretch.wave), language)
    told = "; ".join(filter(None, (when(stretch, language), dated(stretch, language))))
    spans = []
    if stretch.starts and stretch.ends:
        spans = [Span(plan.share(stretch.starts), plan.share(stretch.ends), stretch.proposed)]
    dots = [(plan.share(day), late) for day, late in stretch.dues]
    now = plan.share(plan.today) if plan.today else None
    return lane(spans, dots, [plan.share(tick) for tick in plan.ticks], now, f"{title}: {told}", height)


def marks(plan: Schedule, language: str) -> list[tuple[float, str]]:
    """Return the words over the time line."""
    return [(plan.share(tick), short_month(tick, language)) for tick in plan.ticks]


def steps(works: Sequence[Work], language: str) -> list[Context]:
    """Return the actions of a wave, row by row."""
    return [_step(work, language) for work in works]


def _step(work: Work, language: str) -> Context:
    row = work.planned
    head, *points = (row.said.text if row.said and row.said.text else proposal(row, language)).split("\n")
    return {
        "key": row.key,
        "head": head,
        "points": [point.removeprefix(BULLET) for point in points],
        "responsible": work.responsible,
        "due": short_day(work.due, language) if work.due else "",
        "late": work.late,
        "status": words.chosen("plan_statuses", row.status, language),
        "entries": row.open,
    }


def waves(laid_out: Schedule, language: str) -> list[Context]:
    """Return the waves with something open, as the page shows them."""
    return [_wave(laid_out, stretch, language) for stretch in laid_out.stretches]


def _wave(laid_out: Schedule, stretch: Stretch, language: str) -> Context:
    wave = planned_wave(stretch.wave)
    return {
        "key": wave,
        "title": wave_title(wave, language),
        "tally": stretch.tally,
        "where": stretch.where,
        "when": when(stretch, language),
        "dated": dated(stretch, language),
        "late": any(work.late for work in stretch.works),
        "lane": svg.picture(drawn(laid_out, stretch, language), "lane") if laid_out.first else "",
        "steps": steps(stretch.works, language),
    }


def who(plan: Plan, item: ToClose, language: str) -> dict[str, str]:
    """Return who people said does what closes an item, and by when."""
    keys = dict.fromkeys(key for e in item.entries for key in plan.keys[e.requirement.id])
    said = [row.said for row in map(plan.find, keys) if row and row.said]
    decided = [e.decision for e in item.entries if e.decision]
    told: list[Action | Decision] = [*said, *decided]
    people = dict.fromkeys(x.responsible for x in told if x.responsible)
    days = sorted({x.due for x in told if x.due})
    return {"people": ", ".join(people), "due": ", ".join(typed_day(day, language) for day in days)}
