"""The action plan: typed days rule, waves without any are proposed from the pack, both are told apart."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import fake
import pytest
from lxml import html

from transition.model import Action, Decision, Wave
from transition.reports import summary
from transition.reports.page_plan import dated, drawn, when
from transition.reports.plan import Plan
from transition.reports.schedule import MOST_TICKS, schedule

WAVES = tuple(Wave(n, starts, 4) for n, starts in ((1, 0), (2, 3), (3, 6), (4, 10), (5, 14), (6, 16)))
TODAY = dt.date(2030, 5, 17)


def planned(waves=WAVES, **fields):
    register = fake.register()
    return replace(register, pack=replace(register.pack, waves=waves), **fields)


def actions(register, wave, *days, **fields):
    """Return an action for each of the first rows of a wave, due on one of ``days`` each."""
    rows = [row for row in Plan(register).rows if row.wave == wave and row.open]
    chosen = rows if len(days) == 1 else rows[: len(days)]
    every = days * len(chosen) if len(days) == 1 else days
    return tuple(
        Action(row.key, tuple(e.requirement.id for e in row.entries), due=day, **fields)
        for row, day in zip(chosen, every, strict=False)
    )


def stretch_of(register, wave):
    return next(s for s in schedule(register).stretches if s.wave == wave)


def test_waves_are_laid_out_from_today_and_the_first_open_one_begins_at_once():
    found = schedule(planned())
    assert [s.wave for s in found.stretches] == [2, 3, 4, 5, 6]
    assert [s.starts for s in found.stretches] == [TODAY + dt.timedelta(weeks=w.starts - 3) for w in WAVES[1:]]
    assert all((s.ends - s.starts).days == 27 and s.proposed for s in found.stretches)


def test_every_open_requirement_is_counted_once():
    register = planned()
    assert sum(s.tally.total for s in schedule(register).stretches) == sum(1 for _ in register.open)


def test_typed_days_take_the_place_of_the_proposal_when_every_action_has_one():
    register = planned()
    some = stretch_of(replace(register, actions=actions(register, 3, "2030-12-24")[:1]), 3)
    assert some.proposed
    assert some.ends == dt.date(2030, 12, 24)
    every = stretch_of(replace(register, actions=actions(register, 3, "2030-12-24", responsible="Ms Lee")), 3)
    assert not every.proposed
    assert every.ends == dt.date(2030, 12, 24)
    assert {work.responsible for work in every.works} == {"Ms Lee"}
    assert "Proposed" in when(some, "en")
    assert "Proposed" not in when(every, "en")


def test_days_on_worksheets_count_too():
    register = planned()
    entry = next(e for e in register.open if e.requirement.wave == 4)
    noted = Decision(entry.requirement.id, due="2030-08-01", responsible="Trần Văn An")
    entries = tuple(replace(e, decision=noted) if e is entry else e for e in register.entries)
    found = [w for s in schedule(replace(register, entries=entries)).stretches for w in s.works if w.due]
    assert [(w.due, w.responsible) for w in found] == [(dt.date(2030, 8, 1), "Trần Văn An")]


def test_a_day_that_is_past_is_late_unless_the_action_is_closed():
    register = planned()
    late = replace(register, actions=actions(register, 2, "2030-05-16"))
    count = len(late.actions)
    assert schedule(late).late == count > 0
    assert f"{count} overdue" in dated(stretch_of(late, 2), "en")
    assert "quá hạn" in dated(stretch_of(late, 2), "vi")
    done = replace(register, actions=actions(register, 2, "2030-05-16", status="done"))
    assert schedule(done).late == 0
    today = replace(register, actions=actions(register, 2, "2030-05-17"))
    assert schedule(today).late == 0


@pytest.mark.parametrize("waves", [(), (Wave(8, 0, 4),)])
def test_without_figures_in_the_pack_no_dates_are_made_up(waves):
    found = schedule(planned(waves))
    assert found.first is None
    assert not any(s.starts or s.ends for s in found.stretches)
    assert all(when(s, "en") == "" for s in found.stretches)


def test_without_a_day_of_the_run_no_dates_are_made_up():
    register = planned()
    found = schedule(replace(register, run=replace(register.run, today="")))
    assert found.first is None


def test_few_ticks_at_beginnings_of_months_however_long_the_plan():
    register = planned()
    for day in ("2030-06-30", "2032-01-01", "2040-01-01", "2206-01-01"):
        found = schedule(replace(register, actions=actions(register, 2, day)[:1]))
        assert 1 <= len(found.ticks) <= MOST_TICKS + 1
        assert all(tick.day == 1 for tick in found.ticks)


def test_everything_drawn_stands_inside_the_drawing_and_says_what_it_is():
    register = planned()
    laid = schedule(replace(register, actions=actions(register, 2, "2029-12-31", "2031-02-03")))
    for stretch in laid.stretches:
        drawing = drawn(laid, stretch, "en")
        assert all(s.x >= 0 and s.x + s.width <= 1.02 for s in drawing.shapes)
        assert when(stretch, "en") in drawing.label
    kinds = {s.name for s in drawn(laid, laid.stretches[0], "en").shapes if s.kind == "dot"}
    assert kinds == {"late", "due"}


@pytest.mark.parametrize(("language", "mark"), [("en", "Dashed bars are a proposal."), ("vi", "là đề xuất.")])
def test_the_page_marks_what_is_only_proposed(language, mark):
    register = planned()
    plan = html.document_fromstring(summary.render(register, language)).get_element_by_id("plan")
    assert mark in plan.text_content()
    assert plan.xpath(".//*[local-name()='rect'][@class='proposal']")
    everything = tuple(a for s in schedule(register).stretches for a in actions(register, s.wave, "2030-09-09"))
    fixed = html.document_fromstring(summary.render(replace(register, actions=everything), language))
    assert mark not in fixed.get_element_by_id("plan").text_content()
    assert not fixed.xpath("//*[@id='plan']//*[local-name()='rect'][@class='proposal']")


def test_the_page_names_who_does_what_by_when():
    register = planned()
    said = replace(register, actions=actions(register, 2, "2030-07-08", responsible="Ms Lee", text="Write it down."))
    plan = html.document_fromstring(summary.render(said, "en")).get_element_by_id("plan").text_content()
    assert "Write it down." in plan
    assert "Ms Lee" in plan
    assert "8\u00a0Jul\u00a02030" in plan
