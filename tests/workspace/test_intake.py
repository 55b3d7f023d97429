"""What people typed comes into a project whole or not at all, whatever was in between."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import sys
import time
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from transition.errors import InputError, SettingsError
from transition.model import Decision
from transition.register import decisions_of, merge_decisions, replay
from transition.reports.marks import imprint
from transition.reports.workbook import write_workbook
from transition.store.backup import BACKUP, parse
from transition.store.database import DATABASE, Store
from transition.store.lock import locked
from transition.workspace import after_run, init, laid_onto, look, open_project, status_of, take

DAY = "2026-01-15"
HEADS = ["Key", "Your decision", "Reviewer", "Reason", "stamp", "imprint"]


@pytest.fixture
def project(tmp_path):
    init(tmp_path / "dự án")
    return open_project(tmp_path / "dự án")


def heads():
    from transition.messages import catalogue

    return [catalogue("workbook", "en").get(f"columns.{head}", head) for head in HEADS]


def workbook(path, *rows, without=()):
    """Save rows of key, decision, reviewer, reason, stamp and the decision they were written with."""
    book = openpyxl.Workbook()
    book.active.title = "Gap register"
    lines = [heads(), *([*row[:5], imprint(row[5]) if row[5] else None] for row in rows)]
    for line in lines:
        book.active.append([text for head, text in zip(HEADS, line, strict=True) if head not in without])
    book.save(path)
    return path


def taken(project, *files):
    with locked(project.folder):
        return take(project, files, DAY)


def kept(project):
    with Store(project.folder) as store:
        return {d.requirement: d for d in decisions_of(replay(store.history()), "2015")}


def test_decisions_of_two_people_come_in_together_and_again_change_nothing(project, tmp_path):
    anna = workbook(
        tmp_path / "anna.xlsx", ["4.1-1", "Met", "Anna", "", "s1", None], ["4.3-1", "", "", "look", "s2", None]
    )
    ben = workbook(
        tmp_path / "ben.xlsx", ["4.3-1", "Gap", "", "", "s2", None], ["4.1-1", "Met", "Anna", "", "s1", None]
    )
    first = taken(project, anna, ben)
    assert not first.refused
    assert kept(project) == {
        "4.1-1": Decision("4.1-1", "met", reviewer="Anna", stamp="s1"),
        "4.3-1": Decision("4.3-1", "gap", "look", stamp="s2"),
    }
    again = taken(project, ben, anna)
    assert (again.changes, again.known) == ((), ("ben.xlsx", "anna.xlsx"))


def test_a_dry_run_tells_and_changes_nothing(project, tmp_path):
    anna = workbook(tmp_path / "anna.xlsx", ["4.1-1", "Met", "Anna", "", "s1", None])
    before = (project.folder / DATABASE).read_bytes()
    told = look(project, [anna], DAY)
    assert {(c.field, c.new) for c in told.changes} >= {("verdict", "met"), ("reviewer", "Anna")}
    assert kept(project) == {}
    assert (project.folder / DATABASE).read_bytes() == before
    assert len(taken(project, anna).changes) == len(told.changes)


def test_one_field_two_people_changed_keeps_all_out(project, tmp_path):
    taken(project, workbook(tmp_path / "0.xlsx", ["4.1-1", "Gap", "", "", "s1", None]))
    was = kept(project)["4.1-1"]
    anna = workbook(tmp_path / "anna.xlsx", ["4.1-1", "Met", "", "", "s1", was], ["4.3-1", "Met", "", "", "s2", None])
    ben = workbook(tmp_path / "ben.xlsx", ["4.1-1", "Partial", "", "", "s1", was])
    intake = taken(project, anna, ben)
    (conflict,) = intake.conflicts
    assert (conflict.base, dict(conflict.said)) == (
        "gap",
        {"workbook:anna.xlsx": "met", "workbook:ben.xlsx": "partial"},
    )
    assert kept(project) == {"4.1-1": was}


def test_one_row_that_cannot_be_taken_keeps_all_out(project, tmp_path):
    good = workbook(tmp_path / "good.xlsx", ["4.1-1", "Met", "", "", "s1", None])
    bad = workbook(
        tmp_path / "bad.xlsx", ["4.3-1", "Not applicable", "", "", "s1", None], ["4.4-1", "Fine", "", "", "", None]
    )
    intake = taken(project, good, bad)
    assert [p.code for p in intake.problems] == ["review-missing-reason", "review-unknown-status"]
    assert (intake.changes, kept(project)) == ((), {})


def test_a_cleared_row_clears_a_missing_column_or_row_does_not(project, tmp_path):
    rows = (["4.1-1", "Met", "Anna", "", "s1", None], ["4.3-1", "Gap", "Anna", "no list", "s2", None])
    taken(project, workbook(tmp_path / "0.xlsx", *rows))
    was = kept(project)
    narrow = workbook(
        tmp_path / "narrow.xlsx", ["4.3-1", "Met", "", "", "s2", was["4.3-1"]], without=("Reviewer", "Reason")
    )
    taken(project, narrow)
    assert kept(project)["4.3-1"] == Decision("4.3-1", "met", "no list", "Anna", stamp="s2")
    assert kept(project)["4.1-1"] == was["4.1-1"]
    taken(project, workbook(tmp_path / "cleared.xlsx", ["4.1-1", "", "", "", "s1", was["4.1-1"]]))
    assert set(kept(project)) == {"4.3-1"}
    with Store(project.folder) as store:
        assert ("verdict", "met", "") in [(c.field, c.old, c.new) for c in store.history()]


def test_what_was_cleared_can_be_typed_again(project, tmp_path):
    taken(project, workbook(tmp_path / "1.xlsx", ["4.1-1", "Met", "", "", "s1", None]))
    was = kept(project)["4.1-1"]
    taken(project, workbook(tmp_path / "2.xlsx", ["4.1-1", "", "", "", "s1", was]))
    taken(project, workbook(tmp_path / "3.xlsx", ["4.1-1", "Met", "", "", "s1", None], ["x", "", "", "", "", None]))
    assert kept(project)["4.1-1"].verdict == "met"


def test_an_old_copy_lying_about_does_not_turn_time_back(project, tmp_path):
    old = workbook(tmp_path / "old.xlsx", ["4.1-1", "Met", "", "", "s1", None])
    taken(project, old)
    taken(project, workbook(tmp_path / "new.xlsx", ["4.1-1", "Gap", "", "", "s1", kept(project)["4.1-1"]]))
    saved_again = openpyxl.load_workbook(old)
    saved_again.create_sheet("mine")
    saved_again.save(tmp_path / "old (2).xlsx")
    again = taken(project, old, tmp_path / "old (2).xlsx")
    assert (again.changes, again.conflicts) == ((), ())
    assert kept(project)["4.1-1"].verdict == "gap"


def test_keys_the_map_does_not_have_are_kept_and_told(project, tmp_path, sample_registers):
    intake = taken(project, workbook(tmp_path / "a.xlsx", ["3.9-1", "Met", "", "", "s1", None]))
    assert intake.unknown == ("3.9-1",)
    register = laid_onto(project, sample_registers["so-khcn"], DAY)
    assert [(d.requirement, d.state) for d in register.orphans] == [("3.9-1", "orphan")]


def test_a_decision_without_a_stamp_gets_that_of_the_first_run_and_then_ages(project, tmp_path, sample_registers):
    register = sample_registers["so-khcn"]
    entry = register.entries[3]
    id = entry.requirement.id
    taken(project, workbook(tmp_path / "a.xlsx", [id, "Met", "", "", "", None]))
    first = laid_onto(project, register, DAY)
    assert first.entries[3].decision.state == "current"
    assert first.history[-1].field == "stamp"
    assert laid_onto(project, register, DAY) == first
    entries = tuple(
        replace(e, assessment=replace(e.assessment, stamp="other")) if e is entry else e for e in register.entries
    )
    later = laid_onto(project, replace(register, entries=entries), DAY)
    assert (later.entries[3].decision.state, later.entries[3].verdict) == ("stale", "met")


def test_a_pulled_backup_is_one_more_persons_word(project, tmp_path):
    """Two clones under version control: each went on, the text of one comes into the other."""
    taken(
        project,
        workbook(tmp_path / "0.xlsx", ["4.1-1", "Met", "", "", "s1", None], ["4.3-1", "Gap", "", "", "s2", None]),
    )
    init(tmp_path / "clone")
    clone = open_project(tmp_path / "clone")
    (clone.folder / BACKUP).write_bytes((project.folder / BACKUP).read_bytes())
    assert len(taken(clone).changes) == 4  # nothing there yet: all of it follows
    assert kept(clone) == kept(project)
    was = kept(clone)
    taken(clone, workbook(tmp_path / "1.xlsx", ["4.1-1", "Partial", "Chi", "half", "s1", was["4.1-1"]]))
    taken(project, workbook(tmp_path / "2.xlsx", ["4.3-1", "Met", "Ben", "", "s2", was["4.3-1"]]))
    (project.folder / BACKUP).write_bytes((clone.folder / BACKUP).read_bytes())
    taken(project)
    found = kept(project)
    assert (found["4.1-1"].verdict, found["4.1-1"].reviewer) == ("partial", "Chi")
    assert found["4.3-1"] == Decision("4.3-1", "met", reviewer="Ben", stamp="s2")
    assert taken(project).changes == ()
    assert {k.subject.key: k.values["verdict"] for k in parse(text(project), "")} == {
        "4.1-1": "partial",
        "4.3-1": "met",
    }


def text(project):
    return (project.folder / BACKUP).read_text(encoding="utf-8")


def test_a_clone_that_says_otherwise_is_a_conflict_and_its_text_is_left_alone(project, tmp_path):
    taken(project, workbook(tmp_path / "0.xlsx", ["4.1-1", "Met", "", "", "s1", None]))
    theirs = text(project).replace('"met"', '"gap"')
    was = kept(project)["4.1-1"]
    taken(project, workbook(tmp_path / "1.xlsx", ["4.1-1", "Partial", "", "", "s1", was]))
    (project.folder / BACKUP).write_text(theirs, encoding="utf-8")
    intake = taken(project)
    assert [c.field for c in intake.conflicts] == ["verdict"]
    assert text(project) == theirs
    (project.folder / BACKUP).write_text("<<<<<<<\n" + theirs, encoding="utf-8")
    with pytest.raises(InputError, match="backup-damaged"):
        taken(project)


def test_a_backup_typed_over_by_hand_counts_as_typed(project, tmp_path):
    taken(project, workbook(tmp_path / "0.xlsx", ["4.1-1", "Met", "", "", "s1", None]))
    record = json.loads(text(project))
    (project.folder / BACKUP).write_text(json.dumps(record | {"reason": "seen", "verdict": "gap"}), encoding="utf-8")
    taken(project)
    assert (kept(project)["4.1-1"].verdict, kept(project)["4.1-1"].reason) == ("gap", "seen")
    assert json.loads(text(project))["history"][0] == record["history"][0]


def test_status_counts_what_is_open_decided_stale_orphaned_overdue_and_waiting(project, tmp_path, sample_registers):
    register = sample_registers["so-khcn"]
    first, second = [e for e in register.entries if e.verdict == "gap"][:2]
    assert status_of(project, DAY).day == ""
    rows = (
        [first.requirement.id, "Met", "", "", first.assessment.stamp, None],
        [second.requirement.id, "Gap", "", "", "other", None],
        ["3.9-1", "Met", "", "", "s", None],
    )
    taken(project, workbook(tmp_path / "a.xlsx", *rows))
    whole = laid_onto(project, register, DAY)
    after_run(project, whole)
    project.out.mkdir()
    write_workbook(whole, project.out / "gap-workbook.xlsx")
    book = openpyxl.load_workbook(project.out / "gap-workbook.xlsx")
    plan = book["Action plan"]
    places = {cell.value: cell.column for cell in plan[4]}
    days = (("2026-01-14", "Open"), ("2026-01-14", "Done"), (DAY, "Open"))
    for row, (due, state) in enumerate(days, start=5):
        plan.cell(row, places["Due"]).value = dt.date.fromisoformat(due)
        plan.cell(row, places["Status"]).value = state
    late = plan.cell(5, 1).value
    register_sheet = book["Gap register"]
    columns = {cell.value: cell.column for cell in register_sheet[4]}
    register_sheet.cell(5, columns["Reviewer"]).value = "Lan"
    book.save(project.out / "gap-workbook.xlsx")
    found = status_of(project, DAY)
    assert (found.day, len(found.requirements)) == (DAY, len(register.entries))
    assert set(found.open) == {e.requirement.id for e in whole.entries if e.open}
    assert set(found.decided) == {first.requirement.id, second.requirement.id, "3.9-1"}
    assert (found.stale, found.orphans) == ((second.requirement.id,), ("3.9-1",))
    assert [p.key for p in found.overdue] == [late]
    typed = [c for c in found.waiting.changes if c.field != "stamp"]
    assert [(c.field, c.new) for c in typed if c.subject.kind == "requirement"] == [("reviewer", "Lan")]
    assert len({c.subject.key for c in typed if c.subject.kind == "action"}) == 3


def test_an_unknown_condition_is_named_with_those_there_are(project):
    file = project.folder / "transition.toml"
    file.write_text(file.read_text(encoding="utf-8") + '\ndesing = "no design"\n', encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        open_project(project.folder).load_pack()
    ((code, details),) = caught.value.faults
    assert (code, details["name"]) == ("condition-unknown", "desing")
    assert "design" in details["known"].split(", ")


def test_a_workbook_written_and_saved_again_brings_in_just_what_was_typed(project, tmp_path, sample_registers):
    register = sample_registers["so-khcn"]
    decided = merge_decisions(
        register, [Decision(e.requirement.id, "met", "xem biên bản") for e in register.entries[:40]]
    )
    path = tmp_path / "w.xlsx"
    write_workbook(decided, path, "vi")
    assert len({c.subject for c in taken(project, path).changes}) == 40
    write_workbook(laid_onto(project, register, DAY), path, "en")
    book = openpyxl.load_workbook(path)
    sheet = book["Gap register"]
    columns = {cell.value: cell.column for cell in sheet[4]}
    sheet.cell(10, columns["Reviewer"]).value = "Trần Văn An"
    key = sheet.cell(10, 1).value
    book.save(path)
    changes = [c for c in taken(project, path).changes if c.field != "stamp"]
    assert [(c.subject.key, c.field, c.new, c.who) for c in changes] == [
        (key, "reviewer", "Trần Văn An", "Trần Văn An")
    ]


def test_actions_notes_and_own_columns_are_kept_by_the_project_and_come_back(project, tmp_path, sample_registers):
    register = sample_registers["so-khcn"]
    path = tmp_path / "w.xlsx"
    write_workbook(laid_onto(project, register, DAY), path)
    book = openpyxl.load_workbook(path)
    typed = {"Action plan": ("Responsible", "Chị Hoa"), "Documents": ("Next step", "merge with QT-05")}
    keys = {}
    for title, (head, words) in typed.items():
        sheet = book[title]
        sheet.cell(5, next(c.column for c in sheet[4] if c.value == head)).value = words
        keys[title] = sheet.cell(5, 1).value
    sheet = book["Gap register"]
    own = sheet.max_column + 1
    sheet.cell(4, own).value, sheet.cell(6, own).value = "Site", "Hà Nội"
    book.save(path)
    changes = taken(project, path).changes
    assert {(c.subject.kind, c.new) for c in changes} >= {
        ("action", "Chị Hoa"),
        ("documents", "merge with QT-05"),
        ("gap_register", "Hà Nội"),
    }
    (project.folder / DATABASE).unlink()
    laid = laid_onto(project, register, DAY)
    assert {a.key: a.responsible for a in laid.actions} == {keys["Action plan"]: "Chị Hoa"}
    assert {n.text for n in laid.notes} == {"merge with QT-05", "Hà Nội"}
    write_workbook(laid, path, "vi")
    assert taken(project, path).changes == ()
    assert any(
        "Chị Hoa" in row for row in openpyxl.load_workbook(path)["Kế hoạch hành động"].iter_rows(values_only=True)
    )


# --- killed at any instant ------------------------------------------------------------------------

KILLS = 50


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_killed_at_fifty_random_instants_nothing_committed_is_lost(project, tmp_path, pack, sample_registers):
    ids = [r.id for r in pack.of(pack.to_edition)]
    files = [
        workbook(tmp_path / f"{n:03}.xlsx", *([ids[2 * n + k], "Met", f"p{n}", "", "s", None] for k in range(2)))
        for n in range(160)
    ]
    small = replace(sample_registers["so-khcn"], documents=(), wording=(), retired=())
    small = replace(small, entries=small.entries[:5])
    out, dice, committed = tmp_path / "out.xlsx", random.Random(6), 1
    longest = 3 * _seconds_for_one(project, files, small, out)
    for _ in range(KILLS):
        committed = _killed(project, files, committed, small, out, dice.uniform(0.0, longest))
        with Store(project.folder) as store:
            words = replay(store.history())
        said = {s.key: v["reviewer"] for s, v in words.items() if "reviewer" in v}
        whole = len(said) // 2
        # Every file that was said to be in is in, the one after it whole or not at all.
        assert committed <= whole <= committed + 1
        assert said == {ids[2 * n + k]: f"p{n}" for n in range(whole) for k in range(2)}
        backed_up = len(parse(text(project), BACKUP))
        assert backed_up % 2 == 0
        assert backed_up <= 2 * whole
        assert not out.exists() or zipfile.ZipFile(out).testzip() is None
        committed = whole
    assert committed > 1  # how many depends on the machine, that none is lost does not
    with locked(project.folder):
        taken_at_last = take(project, files[:committed], DAY)
    assert taken_at_last.changes == ()
    assert len(parse(text(project), BACKUP)) == 2 * committed


def _seconds_for_one(project, files, register, out):
    """Take over one file and write one workbook, as the children do; return how long this machine takes for it now."""
    begin = time.perf_counter()
    taken(project, files[0])
    write_workbook(register, out)
    return time.perf_counter() - begin


def _killed(project, files, begin, register, out, seconds):
    """Let a child take over files and write workbooks, kill it, and return how many it said are in."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(read)
            os.write(write, b"\n")
            for n in range(begin, len(files)):
                with locked(project.folder):
                    take(project, files[n : n + 1], DAY)
                os.write(write, b"%d\n" % (n + 1))
                write_workbook(replace(register, run=replace(register.run, today=f"2026-01-{n % 28 + 1:02}")), out)
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        pipe.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said = pipe.read().split()
    return int(said[-1]) if said else begin
