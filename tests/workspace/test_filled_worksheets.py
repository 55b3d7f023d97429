"""What was filled in on worksheets comes into a project field by field, like everything people say."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from transition.model import Decision, Subject
from transition.register import decisions_of, merge_decisions, replay
from transition.reports.worksheets import worksheets
from transition.store.database import Store
from transition.store.lock import locked
from transition.workspace import init, laid_onto, look, open_project, take

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))

from filling import fill

DAY, LATER = "2026-01-15", "2026-02-15"
TOLD = {
    "result": "Partial",
    "responsible": "Ms Lee",
    "due": "01/03/2026",
    "action": "Add a line.",
    "evidence_seen": "F-07",
}


@pytest.fixture
def project(tmp_path):
    init(tmp_path / "dự án")
    return open_project(tmp_path / "dự án")


def _sheet(register, path, fields, name="clause-8.4.docx"):
    tags = {f"2015|{id}|{field}": text for (id, field), text in fields.items() if id != "sheet"}
    tags |= {f"sheet|{field}": text for (id, field), text in fields.items() if id == "sheet"}
    path.write_bytes(fill(dict(worksheets(register, "en"))[name], tags))
    return path


def _take(project, *files, day=DAY):
    with locked(project.folder):
        return take(project, files, day)


def _kept(project):
    with Store(project.folder) as store:
        return {d.requirement: d for d in decisions_of(replay(store.history()), "2015")}


def test_every_field_arrives_as_a_decision(project, sample_registers, tmp_path):
    register = sample_registers["precision-parts"]
    fields = {("8.4.1-3", name): text for name, text in TOLD.items()} | {("sheet", "auditor"): "Mr Ode"}
    sheet = _sheet(register, tmp_path / "x.docx", fields)
    assert len(look(project, [sheet], DAY).changes) == 7
    assert _kept(project) == {}
    assert not _take(project, sheet).refused
    entry = next(e for e in register.entries if e.requirement.id == "8.4.1-3")
    assert _kept(project) == {
        "8.4.1-3": Decision(
            "8.4.1-3",
            "partial",
            reviewer="Mr Ode",
            stamp=entry.assessment.stamp,
            action="Add a line.",
            responsible="Ms Lee",
            due="2026-03-01",
            evidence_seen="F-07",
        )
    }
    assert _take(project, sheet).changes == ()


def test_an_old_sheet_with_one_new_field_changes_only_that(project, sample_registers, tmp_path):
    register = sample_registers["precision-parts"]
    _take(project, _sheet(register, tmp_path / "a.docx", {("8.4.1-3", "result"): "Gap"}))
    # Written before the first came in, and filled in since.
    assert not _take(
        project, _sheet(register, tmp_path / "b.docx", {("8.4.1-3", "responsible"): "Ms Lee"}), day=LATER
    ).refused
    found = _kept(project)["8.4.1-3"]
    assert (found.verdict, found.responsible) == ("gap", "Ms Lee")


def test_what_two_people_say_differently_is_a_conflict(project, sample_registers, tmp_path):
    register = sample_registers["precision-parts"]
    one = _sheet(register, tmp_path / "a.docx", {("8.4.1-3", "result"): "Gap"})
    other = _sheet(register, tmp_path / "b.docx", {("8.4.1-3", "result"): "Met"})
    intake = _take(project, one, other)
    assert [(c.subject, c.field) for c in intake.conflicts] == [(Subject("requirement", "8.4.1-3", "2015"), "verdict")]
    assert _kept(project) == {}


def test_a_bad_field_keeps_the_whole_sheet_out(project, sample_registers, tmp_path):
    fields = {("8.4.1-3", "result"): "Fine", ("8.4.1-2", "result"): "Met"}
    intake = _take(project, _sheet(sample_registers["precision-parts"], tmp_path / "a.docx", fields))
    assert [p.code for p in intake.problems] == ["worksheet-unknown-status"]
    assert _kept(project) == {}


def test_the_next_sheet_shows_what_is_kept_and_emptying_it_takes_it_back(project, sample_registers, tmp_path):
    register = sample_registers["precision-parts"]
    _take(project, _sheet(register, tmp_path / "a.docx", {("8.4.1-3", name): text for name, text in TOLD.items()}))
    fresh = replace(register, entries=tuple(replace(e, decision=None) for e in register.entries))
    with locked(project.folder):
        again = laid_onto(project, fresh, DAY)
    assert again.entries == merge_decisions(fresh, _kept(project).values()).entries
    emptied = _sheet(again, tmp_path / "b.docx", {("8.4.1-3", "due"): "", ("8.4.1-3", "responsible"): "Mr Ode"})
    assert not _take(project, emptied, day=LATER).refused
    found = _kept(project)["8.4.1-3"]
    assert (found.due, found.responsible, found.action, found.verdict) == ("", "Mr Ode", "Add a line.", "partial")
