"""A stale decision is looked at again by changing it, or by saying that it still stands."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from test_intake import DAY, kept, taken

from tests.reports import fake
from transition.messages import say
from transition.register import merge_decisions
from transition.reports.reviewed import read_decisions
from transition.reports.workbook import write_workbook
from transition.workspace import after_run, init, laid_onto, open_project, status_of

HEADER = 4


def register(stamp):
    bare = fake.register(per_clause=1)
    entries = (replace(e, decision=None, assessment=replace(e.assessment, stamp=stamp)) for e in bare.entries)
    return replace(bare, entries=tuple(entries), orphans=())


KEY = register("s").entries[0].requirement.id


def put(path, language="en", **texts):
    book = openpyxl.load_workbook(path)
    sheet = book[say("workbook.sheets.gap_register", language)]
    heads = {cell.value: cell.column for cell in sheet[HEADER]}
    row = next(c.row for c in sheet["A"] if c.value == KEY)
    for name, text in texts.items():
        sheet.cell(row, heads[say(f"workbook.columns.{name}", language)]).value = text
    book.save(path)


@pytest.fixture
def project(tmp_path):
    """A project with a decision that is stale."""
    init(tmp_path / "p")
    project = open_project(tmp_path / "p")
    write_workbook(laid_onto(project, register("s1"), DAY), tmp_path / "w.xlsx")
    put(tmp_path / "w.xlsx", decision="Met", reason="seen")
    taken(project, tmp_path / "w.xlsx")
    return project


def state(project, stamp):
    return laid_onto(project, register(stamp), DAY).entries[0].decision.state


@pytest.mark.parametrize(("language", "yes"), [("en", "Yes"), ("vi", "có")])
def test_a_yes_makes_it_current_and_the_log_tells_who(project, tmp_path, language, yes):
    assert (state(project, "s1"), state(project, "s2")) == ("current", "stale")
    after_run(project, laid_onto(project, register("s2"), DAY))
    assert status_of(project, DAY).stale == (KEY,)
    path = tmp_path / "again.xlsx"
    write_workbook(laid_onto(project, register("s2"), DAY), path, language)
    put(path, language, confirm=yes, reviewer="Chi")
    taken(project, path)
    assert (kept(project)[KEY].verdict, kept(project)[KEY].stamp) == ("met", "s2")
    assert status_of(project, DAY).stale == ()
    register_ = laid_onto(project, register("s2"), DAY)
    assert register_.entries[0].decision.state == "current"
    assert state(project, "s3") == "stale"
    write_workbook(register_, path, language)
    sheet = openpyxl.load_workbook(path)[say("workbook.sheets.review_log", language)]
    log = [row for row in sheet.iter_rows(values_only=True) if say("workbook.columns.confirm", language) in str(row[2])]
    assert len(log) == 1
    assert {KEY, "Chi", say("workbook.confirms.yes", language)} <= set(log[0])


def test_an_old_copy_does_not_confirm_what_it_never_saw(project, tmp_path):
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    write_workbook(laid_onto(project, register("s2"), DAY), old)
    put(old, confirm="Yes")
    taken(project, old)
    write_workbook(laid_onto(project, register("s3"), DAY), new)
    put(new, confirm="Yes")
    taken(project, new)
    put(old, process="Sales")
    taken(project, old)
    assert kept(project)[KEY].process == "Sales"
    assert [state(project, stamp) for stamp in ("s2", "s3")] == ["stale", "current"]


def test_without_a_project_too(tmp_path):
    path = tmp_path / "w.xlsx"
    write_workbook(register("s1"), path)
    put(path, decision="Met")
    decided, _ = read_decisions(path)
    write_workbook(merge_decisions(register("s2"), decided), path)
    assert [d.stamp for d in read_decisions(path)[0]] == ["s1"]
    put(path, confirm="yes")
    assert [d.stamp for d in read_decisions(path)[0]] == ["s2"]


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"confirm": "maybe"}, "review-unknown-choice"),
        ({"decision": None, "reason": None, "confirm": "Yes"}, "review-nothing-to-confirm"),
    ],
)
def test_what_confirms_nothing_is_named(project, tmp_path, texts, code):
    path = tmp_path / "again.xlsx"
    write_workbook(laid_onto(project, register("s2"), DAY), path)
    put(path, **texts)
    assert [p.code for p in taken(project, path).problems] == [code]
