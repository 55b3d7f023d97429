"""Without a project several workbooks are laid over one another field by field, and where they disagree it is told."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from tests.reports import fake
from transition.project import WORKBOOK_NAME, typed
from transition.register import merge_decisions
from transition.reports.workbook import write_workbook

HEADER = 4
BARE = replace(
    fake.register(per_clause=1),
    entries=tuple(replace(e, decision=None) for e in fake.register(per_clause=1).entries),
    orphans=(),
)
ONE, TWO = (e.requirement.id for e in BARE.entries[:2])


def put(path, key, **texts):
    book = openpyxl.load_workbook(path)
    sheet = book["Gap register"]
    heads = {cell.value: cell.column for cell in sheet[HEADER]}
    row = next(c.row for c in sheet["A"] if c.value == key)
    for head, text in texts.items():
        sheet.cell(row, heads[head.replace("_", " ")]).value = text
    book.save(path)


@pytest.fixture
def files(tmp_path):
    out = tmp_path / "out" / WORKBOOK_NAME
    paths = [out, tmp_path / "anna.xlsx", tmp_path / "ben.xlsx"]
    for path in paths:
        write_workbook(BARE, path)
    return paths


def decided(files):
    told = typed(files[0].parent, files[1:])
    return {d.requirement: d for d in told.decisions}, told


def test_fields_of_one_row_from_several_people_all_stand(files):
    put(files[0], ONE, Your_decision="Met")
    put(files[1], ONE, Reason="seen", Process="8.10")
    put(files[2], TWO, Your_decision="Gap")
    found, told = decided(files)
    assert (found[ONE].verdict, found[ONE].reason, found[ONE].process) == ("met", "seen", "8.10")
    assert (found[TWO].verdict, told.conflicts, told.problems) == ("gap", (), ())


def test_where_two_disagree_the_last_counts_and_the_workbook_shows_it(files):
    put(files[1], ONE, Your_decision="Met")
    put(files[2], ONE, Your_decision="Gap")
    found, told = decided(files)
    assert found[ONE].verdict == "gap"
    assert [p.code for p in told.problems] == ["review-conflicts"]
    write_workbook(replace(BARE, conflicts=told.conflicts), files[0])
    sheet = openpyxl.load_workbook(files[0])["Conflicts"]
    assert [c.value for c in sheet[HEADER + 1]] == [ONE, "Gap register", "Your decision", "(empty)", "Met", "Gap"]


def test_an_old_copy_does_not_undo_what_was_made_of_it(files):
    """A workbook is given again with each run; what was changed since in the newest one stays."""
    put(files[1], ONE, Your_decision="Met", Reviewer="Anna")
    found, _ = decided(files)
    write_workbook(merge_decisions(BARE, found.values()), files[0])
    put(files[0], ONE, Your_decision="Partial", Reviewer=None)
    found, told = decided(files)
    assert (found[ONE].verdict, found[ONE].reviewer, told.conflicts) == ("partial", "", ())
    put(files[0], ONE, Your_decision=None)
    assert decided(files)[0] == {}
