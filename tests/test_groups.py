"""Reports by folder, and one roll-up over all of them."""

from __future__ import annotations

import json
import shutil
import zipfile

import openpyxl
import pytest

from tests.small_files import write_many
from tests.test_reruns import DAY, content, run, stamps
from transition.messages import say


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("province")
    write_many(folder / "Sở Xây dựng", 3)
    write_many(folder / "Agency #2", 2)
    write_many(folder / "empty", 0)
    (folder / "empty" / "bad.docx").write_text("no Word file")
    write_many(folder / "tmp", 1)
    shutil.move(folder / "tmp" / "QP-00000.docx", folder / "top.docx")
    (folder / "tmp").rmdir()
    return folder


@pytest.fixture(scope="module")
def finished(folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("finished")
    code, told, err = run(place / "cache", "analyze", folder, "-o", place / "out", "--group-by", "folder", *DAY)
    assert code == 4, err  # one file is none of Word's
    return place, told


def test_each_group_has_its_reports_and_its_own_documents(finished):
    out = finished[0] / "out"
    assert {p.name for p in out.iterdir()} == {"Sở Xây dựng", "Agency #2", "_", "roll-up.xlsx"}
    record = json.loads((out / "Agency #2" / "register.json").read_text(encoding="utf-8"))
    assert [d["path"] for d in record["documents"]] == ["Agency #2/QP-00000.docx", "Agency #2/QP-00001.docx"]
    assert (out / "Sở Xây dựng" / "annotated" / "Sở Xây dựng" / "QP-00002.docx").is_file()
    assert (out / "_" / "gap-workbook.xlsx").is_file()


def test_the_roll_up_counts_what_the_registers_say_and_leads_to_them(finished):
    out = finished[0] / "out"
    book = openpyxl.load_workbook(out / "roll-up.xlsx")
    groups, _, clauses = book.worksheets
    rows = {r[0].value: r for r in groups.iter_rows(min_row=5)}
    assert set(rows) == {"Agency #2", "Sở Xây dựng", "empty", say("runs.group.top")}
    record = json.loads((out / "Agency #2" / "register.json").read_text(encoding="utf-8"))
    gaps = sum(e["verdict"] == "gap" for e in record["entries"])
    head = [c.value for c in groups[4]]
    assert rows["Agency #2"][head.index("Gap")].value == gaps
    assert rows["empty"][head.index("Not read")].value == 1
    assert rows["Agency #2"][0].hyperlink.target.replace("\\", "/") == "Agency%20%232/gap-workbook.xlsx"
    assert sum(r[4].value for r in clauses.iter_rows(min_row=5) if r[0].value == "Agency #2") == gaps
    with zipfile.ZipFile(out / "roll-up.xlsx") as archive:
        assert archive.testzip() is None


def test_a_second_run_finds_nothing_changed(folder, finished):
    place, first = finished
    before = stamps(place / "out")
    code, told, _ = run(place / "cache", "analyze", folder, "-o", place / "out", "--group-by", "folder", *DAY)
    assert code == 4
    assert told.startswith(first.strip())
    assert "Nothing has changed" in told
    assert stamps(place / "out") == before


def test_a_decision_counts_in_its_own_group_only(folder, finished, tmp_path):
    place, _ = finished
    shutil.copytree(place / "out", tmp_path / "out")
    workbook = tmp_path / "out" / "Agency #2" / "gap-workbook.xlsx"
    book = openpyxl.load_workbook(workbook)
    sheet = book["Gap register"]
    head = next(r for r in sheet.iter_rows(max_row=14) if r[0].value == "Key")
    columns = {cell.value: cell.column for cell in head}
    for name, value in {"Your decision": "Met", "Reviewer": "Lan", "Reason": "seen"}.items():
        sheet.cell(head[0].row + 1, columns[name]).value = value
    key = sheet.cell(head[0].row + 1, 1).value
    book.save(workbook)
    arguments = ("analyze", folder, "-o", tmp_path / "out", "--group-by", "folder", *DAY)
    code, told, _ = run(place / "cache", *arguments, "--json")
    assert code == 4
    standings = {g["name"]: g for g in json.loads(told)["groups"]}
    assert standings["empty"]["failed"] == 1

    def verdict(group):
        record = json.loads((tmp_path / "out" / group / "register.json").read_text(encoding="utf-8"))
        return next(e for e in record["entries"] if e["requirement"] == key)["decision"]

    assert verdict("Agency #2")["reviewer"] == "Lan"
    assert verdict("Sở Xây dựng") is None


def test_what_would_mix_groups_is_refused(folder, finished, tmp_path):
    place, _ = finished
    workbook = place / "out" / "_" / "gap-workbook.xlsx"
    arguments = ("analyze", folder, "-o", tmp_path / "out", "--group-by", "folder", "--decisions", workbook)
    code, _, err = run(place / "cache", *arguments)
    assert code == 3
    assert "--decisions" in err


def test_the_same_bytes_whatever_does_the_work(folder, finished, tmp_path):
    arguments = ("analyze", folder, "-o", tmp_path / "out", "--group-by", "folder", "--jobs", "0", "--no-cache", *DAY)
    assert run(tmp_path / "cache", *arguments)[0] == 4
    assert content(tmp_path / "out") == content(finished[0] / "out")
    assert not (tmp_path / "cache").exists()
