"""The history: only added to, whole at every instant, readable and restorable from its text."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
import threading

import pytest
import sqlalchemy as sql
from hypothesis import given
from hypothesis import strategies as st

from transition.errors import InputError
from transition.model import Change, Subject
from transition.store import database
from transition.store.backup import BACKUP, parse, render
from transition.store.database import DATABASE, Finding, Store
from transition.store.lock import locked

FIRST = Subject("requirement", "4.1-1", "2015")
TENTH = Subject("requirement", "10.2-1", "2015")


def change(subject=FIRST, field="verdict", old="", new="met", **more):
    return Change(subject, field, old, new, **{"who": "Lan", "when": "2026-01-15", "way": "workbook:a.xlsx", **more})


def test_what_was_added_is_there_when_the_store_is_opened_again(tmp_path):
    changes = (change(TENTH), change(), change(old="met", new="gap", why="nothing found ="), change(FIRST, "reason"))
    with Store(tmp_path) as store:
        store.append(changes[:2], {"abc": "a.xlsx"}, "2026-01-15")
        store.append(changes[2:])
    with Store(tmp_path) as store:
        assert store.history() == changes
        assert store.taken() == {"abc": "2026-01-15"}


def test_the_history_cannot_be_rewritten(tmp_path):
    with Store(tmp_path) as store:
        store.append([change()])
    file = sqlite3.connect(tmp_path / DATABASE)
    for deed in ("UPDATE changes SET new = 'gap'", "DELETE FROM changes"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            file.execute(deed)
    file.close()


def test_the_backup_is_sorted_as_people_count_and_tells_what_stands_and_how_it_came_to(tmp_path):
    with Store(tmp_path) as store:
        store.append([change(TENTH), change(), change(old="met", new="gap", why="nothing found")])
    lines = [json.loads(line) for line in (tmp_path / BACKUP).read_text(encoding="utf-8").splitlines()]
    assert [line["key"] for line in lines] == ["4.1-1", "10.2-1"]
    assert lines[0]["verdict"] == "gap"
    assert [event["to"] for event in lines[0]["history"]] == ["met", "gap"]


def test_a_lost_database_is_made_again_from_the_backup(tmp_path):
    changes = (change(), change(TENTH, "reason", new="Xem biên bản số 7\nngày 5"), change(old="met", new=""))
    with Store(tmp_path) as store:
        store.append(changes)
    (tmp_path / DATABASE).unlink()
    with Store(tmp_path) as store:
        assert sorted(store.history(), key=str) == sorted(changes, key=str)
        assert render(store.history()) == (tmp_path / BACKUP).read_text(encoding="utf-8")


@given(
    st.lists(
        st.builds(
            Change,
            st.sampled_from([FIRST, TENTH, Subject("note", "a\u2028b")]),
            st.sampled_from(["verdict", "reason"]),
            st.text(max_size=4),
            st.text(max_size=9),
            st.text(max_size=4),
            way=st.text(max_size=4),
        )
    )
)
def test_every_history_comes_back_from_its_text(changes):
    kept = parse(render(changes), BACKUP)
    assert {k.subject: k.changes for k in kept} == {
        s: tuple(c for c in changes if c.subject == s) for s in {c.subject for c in changes}
    }
    for line in kept:
        now = {c.field: c.new for c in line.changes}
        assert line.values == {name: text for name, text in now.items() if text}


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        '{"kind": "requirement"}',
        '{"kind": "requirement", "key": "4.1-1", "verdict": 7}',
        '{"kind": "requirement", "key": "4.1-1", "history": [{"field": "verdict"}]}',
        '{"kind": "requirement", "key": "4.1-2"}',
    ],
)
def test_a_damaged_line_of_a_backup_is_named(line):
    with pytest.raises(InputError) as caught:
        parse('{"kind": "requirement", "key": "4.1-2", "verdict": "met"}\n\n' + line, "b.jsonl")
    assert (caught.value.code, caught.value.details["line"]) == ("backup-damaged", "3")


def test_findings_take_the_place_of_those_of_the_run_before(tmp_path):
    with Store(tmp_path) as store:
        store.keep_findings([Finding("4.1-1", "gap", "x"), Finding("4.1-2", "met", "y")], {"run.day": "2026-01-15"})
        store.keep_findings([Finding("4.1-1", "met", "z")], {"run.day": "2026-01-16"})
        assert (store.findings(), store.note("run.day")) == ((Finding("4.1-1", "met", "z"),), "2026-01-16")
        assert store.note("nothing") == ""


def test_a_store_of_an_older_form_is_brought_up_to_date_and_a_copy_kept(tmp_path, monkeypatch):
    with Store(tmp_path) as store:
        store.append([change()])

    def with_colour(connection):
        connection.exec_driver_sql("ALTER TABLE findings ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'")

    monkeypatch.setattr(database, "UPGRADES", (*database.UPGRADES, with_colour))
    for _ in range(2):
        with Store(tmp_path) as store:
            assert store.history() == (change(),)
            assert store.note("version") == "2"
    assert (tmp_path / f"{DATABASE}.v1").is_file()
    monkeypatch.undo()
    with pytest.raises(InputError) as caught:
        Store(tmp_path)
    assert (caught.value.code, caught.value.details["version"]) == ("store-newer", "2")


def test_a_failing_upgrade_leaves_the_store_as_it_was(tmp_path, monkeypatch):
    with Store(tmp_path) as store:
        store.append([change()])

    def half(connection):
        connection.exec_driver_sql("DROP TABLE findings")
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(database, "UPGRADES", (*database.UPGRADES, half))
        with pytest.raises(RuntimeError):
            Store(tmp_path)
    with Store(tmp_path) as store:
        assert (store.history(), store.findings()) == ((change(),), ())


@pytest.mark.parametrize("data", [b"not a database at all" * 100, b"SQLite format 3\0" + bytes(4000)])
def test_a_damaged_file_is_told_and_left_alone(tmp_path, data):
    (tmp_path / DATABASE).write_bytes(data)
    with pytest.raises(InputError) as caught:
        Store(tmp_path)
    assert caught.value.code == "store-damaged"
    assert (tmp_path / DATABASE).read_bytes() == data


def test_nothing_of_a_failed_entry_stays(tmp_path):
    with Store(tmp_path) as store:
        store.append([change()])
        with pytest.raises(sql.exc.SQLAlchemyError):
            store.append([change(TENTH), change(new=None)])  # type: ignore[arg-type]
        assert store.history() == (change(),)


def test_two_programs_at_once_are_kept_apart(tmp_path):
    inside, leave = threading.Event(), threading.Event()

    def other():
        with locked(tmp_path):
            inside.set()
            leave.wait(20)

    thread = threading.Thread(target=other)
    thread.start()
    assert inside.wait(20)
    with pytest.raises(InputError) as caught, locked(tmp_path, patience=0.1):
        pass
    assert caught.value.code == "project-in-use"
    leave.set()
    thread.join()
    with locked(tmp_path, patience=5):
        assert True


def _hold(folder, inside):
    with locked(folder):
        inside.set()
        threading.Event().wait()


def test_a_killed_program_leaves_no_lock_behind(tmp_path):
    context = multiprocessing.get_context("spawn")
    inside = context.Event()
    process = context.Process(target=_hold, args=(tmp_path, inside))
    process.start()
    assert inside.wait(60)
    with pytest.raises(InputError), locked(tmp_path, patience=0.1):
        pass
    process.kill()
    process.join()
    with locked(tmp_path, patience=5), Store(tmp_path) as store:
        assert store.history() == ()


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path):
    with pytest.raises(InputError) as caught:
        Store(tmp_path / "missing")
    assert caught.value.code == "project-not-writable"
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError) as caught, locked(tmp_path / "file", patience=0.1):
        pass
    assert caught.value.code == "project-not-writable"
