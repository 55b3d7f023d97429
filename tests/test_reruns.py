"""What one run leaves for the next: nothing is done twice, and nothing wrong is ever believed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.conftest import ROOT
from tests.small_files import write_many

DAY = ("--today", "2026-01-15")


def start(cache, *arguments):
    environment = {**os.environ, "LC_ALL": "en_US.UTF-8", "PYTHONPATH": str(ROOT), "TRANSITION_CACHE": str(cache)}
    command = [sys.executable, "-m", "transition", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment)


def run(cache, *arguments):
    process = start(cache, *arguments)
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def content(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def stamps(folder):
    return {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    write_many(folder, 8)
    return folder


@pytest.fixture(scope="module")
def finished(folder, tmp_path_factory):
    """A cache and an output folder after one run."""
    place = tmp_path_factory.mktemp("finished")
    assert run(place / "cache", "analyze", folder, "-o", place / "out", *DAY)[0] == 0
    return place


@pytest.fixture
def again(finished, tmp_path):
    """A cache of one's own as that run left it."""
    shutil.copytree(finished / "cache", tmp_path / "cache")
    return tmp_path / "cache"


def test_an_unchanged_run_says_so_and_writes_nothing(folder, finished):
    before = stamps(finished / "out")
    code, out, _ = run(finished / "cache", "analyze", folder, "-o", finished / "out", *DAY)
    assert code == 0
    assert "Nothing has changed" in out
    assert "Documents read: 8" in out
    assert stamps(finished / "out") == before


def test_an_unchanged_run_loads_nothing_heavy(folder, finished):
    script = (
        "import sys\nfrom transition.cli import run\n"
        f"code = run(['analyze', {str(folder)!r}, '-o', {str(finished / 'out')!r}, '--today', '2026-01-15'])\n"
        "print(code, sorted({'spacy', 'numpy', 'pandas', 'docx', 'openpyxl', 'xlsxwriter'} & set(sys.modules)))\n"
    )
    environment = {**os.environ, "TRANSITION_CACHE": str(finished / "cache"), "LC_ALL": "en_US.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    assert "Nothing has changed" in done.stdout
    assert done.stdout.splitlines()[-1] == "0 []"


def test_json_is_the_same_when_nothing_changed(folder, finished):
    _, out, _ = run(finished / "cache", "analyze", folder, "-o", finished / "out", *DAY, "--json")
    assert out == (finished / "out" / "register.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("what", ["deleted", "typed", "settings", "document", "no-cache"])
def test_whatever_changes_is_noticed(what, folder, again, tmp_path):
    documents, out = tmp_path / "in", tmp_path / "out"
    shutil.copytree(folder, documents)
    assert run(again, "analyze", documents, "-o", out, *DAY)[0] == 0
    before, more = content(out), []
    if what == "deleted":
        (out / "worksheets" / "clause-8.4.docx").unlink()
    elif what == "typed":
        book = openpyxl.load_workbook(out / "gap-workbook.xlsx")
        book.save(out / "gap-workbook.xlsx")
    elif what == "settings":
        more = ["--report-language", "vi"]
    elif what == "no-cache":
        more = ["--no-cache"]
    else:
        changed = docx.Document(documents / "QP-00003.docx")
        changed.add_paragraph("The buyer evaluates suppliers every year and keeps the record.")
        changed.save(documents / "QP-00003.docx")
    code, told, _ = run(again, "analyze", documents, "-o", out, *DAY, *more)
    assert code == 0
    assert "Nothing has changed" not in told
    after = content(out)
    if what in ("deleted", "no-cache"):
        assert after == before
    else:
        assert set(before) <= set(after)
    if what == "document":
        fresh = tmp_path / "fresh"
        assert run(tmp_path / "other", "analyze", documents, "-o", fresh, *DAY)[0] == 0
        assert {n: d for n, d in after.items() if n.startswith("annotated/")} == {
            n: d for n, d in content(fresh).items() if n.startswith("annotated/")
        }
        assert after["passages.jsonl"] == content(fresh)["passages.jsonl"]


def test_copies_that_are_up_to_date_are_left_alone_and_changed_ones_are_made_anew(folder, finished, again, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(finished / "out", out)
    assert run(again, "analyze", folder, "-o", out, *DAY)[0] == 0
    before = stamps(out / "annotated")
    one = next(iter(before))
    one.write_bytes(one.read_bytes() + b"!")
    assert run(again, "analyze", folder, "-o", out, *DAY)[0] == 0
    after = stamps(out / "annotated")
    assert [p for p in before if after[p] != before[p]] == [one]
    assert content(out / "annotated") == content(finished / "out" / "annotated")


DAMAGES = {
    "truncated": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "one byte": lambda data: data[:-3] + bytes([data[-3] ^ 1]) + data[-2:],
    "other text": lambda _: b'{"document": "x"}' * 5,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_entries_are_made_anew(damage, folder, finished, again, tmp_path):
    for kind in ("read", "stated", "runs", "made"):
        for entry in (again / kind).rglob("*"):
            if entry.is_file():
                entry.write_bytes(DAMAGES[damage](entry.read_bytes()))
    assert run(again, "analyze", folder, "-o", tmp_path / "out", *DAY)[0] == 0
    assert content(tmp_path / "out") == content(finished / "out")


def test_entries_in_the_place_of_others_are_not_believed(folder, finished, again, tmp_path):
    for kind in ("read", "stated"):
        entries = sorted(p for p in (again / kind).rglob("*") if p.is_file())
        data = [p.read_bytes() for p in entries]
        for entry, other in zip(entries, data[1:] + data[:1], strict=True):
            entry.write_bytes(other)
    assert run(again, "analyze", folder, "-o", tmp_path / "out", *DAY)[0] == 0
    assert content(tmp_path / "out") == content(finished / "out")


def test_entries_of_the_right_seal_and_the_wrong_shape_are_not_believed(folder, finished, again, tmp_path):
    from transition.cache import Cache, to_bytes
    from transition.clauses import in_profile, load_pack, load_profile
    from transition.documents import find_files
    from transition.work import READ, STATED, Given, tasks_of

    tasks = tasks_of(find_files([folder])[0], in_profile(load_pack(), load_profile()), Given())
    for task in tasks[:3]:
        assert Cache(again).has(READ, task.read)
        Cache(again).put(READ, task.read, to_bytes({"id": 7}))
    for task in tasks[3:6]:
        Cache(again).put(STATED, task.stated, to_bytes(["nothing", "of", "it"]))
    assert run(again, "analyze", folder, "-o", tmp_path / "out", *DAY)[0] == 0
    assert content(tmp_path / "out") == content(finished / "out")


def test_two_runs_at_once_do_not_disturb_each_other(folder, finished, tmp_path):
    both = [start(tmp_path / "cache", "analyze", folder, "-o", tmp_path / f"out{n}", *DAY) for n in (1, 2)]
    for process in both:
        process.communicate(timeout=300)
        assert process.returncode == 0
    assert content(tmp_path / "out1") == content(tmp_path / "out2") == content(finished / "out")


def test_the_cache_holds_no_decision(folder, finished, again, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(finished / "out", out)
    book = openpyxl.load_workbook(out / "gap-workbook.xlsx")
    sheet = book["Gap register"]
    head = next(r for r in sheet.iter_rows(max_row=14) if r[0].value == "Key")
    columns = {cell.value: cell.column for cell in head}
    sheet.cell(head[0].row + 1, columns["Your decision"]).value = "Met"
    sheet.cell(head[0].row + 1, columns["Reviewer"]).value = "Zebedee Quill"
    sheet.cell(head[0].row + 1, columns["Reason"]).value = "seen"
    book.save(out / "gap-workbook.xlsx")
    assert run(again, "analyze", folder, "-o", out, *DAY)[0] == 0
    assert "Zebedee Quill" in (out / "register.json").read_text(encoding="utf-8")
    import zlib

    for entry in again.rglob("*"):
        if entry.is_file():
            data = entry.read_bytes()[32:]
            assert b"Zebedee" not in data
            assert b"Zebedee" not in (zlib.decompress(data) if data[:1] == b"x" else b"")
    # … and so it is read from the workbook again, also in a run that finds documents unchanged.
    assert run(again, "analyze", folder, "-o", out, "--today", "2026-01-16")[0] == 0
    assert "Zebedee Quill" in (out / "register.json").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Linux and macOS")
def test_killed_three_times_and_then_finished(tmp_path):
    documents, cache = tmp_path / "in", tmp_path / "cache"
    write_many(documents, 40, paragraphs=12)
    arguments = ("analyze", documents, "-o", tmp_path / "out", "--only", "json", *DAY)

    def kept():
        return stamps(cache / "stated")

    known = {}
    for _ in range(3):
        process = start(cache, *arguments)
        while len(kept()) < len(known) + 5 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        time.sleep(3)  # its processes see that it is gone
        now = kept()
        assert len(known) < len(now) < 40
        assert {p: t for p, t in now.items() if p in known} == known
        known = now
    assert run(cache, *arguments)[0] == 0
    assert {p: t for p, t in kept().items() if p in known} == known
    assert len([p for p in kept() if not p.name.startswith(".")]) == 40
    assert run(tmp_path / "other", *arguments[:3], tmp_path / "whole", *arguments[4:])[0] == 0
    assert content(tmp_path / "out") == content(tmp_path / "whole")


def test_cache_info_and_prune(again):
    code, told, _ = run(again, "cache", "info")
    assert code == 0
    assert str(again) in told
    assert "documents read: 8 entries" in told
    (again / "mine.txt").write_text("not of the cache")
    assert "8 entries" not in run(again, "cache", "prune", "--days", "1")[1]
    assert "documents examined: 8 entries" in run(again, "cache", "prune", "--all")[1]
    assert [p.name for p in Path(again).rglob("*") if p.is_file()] == ["mine.txt"]
    assert "tổng cộng: 0 mục" in run(again, "cache", "info", "--report-language", "vi")[1]
