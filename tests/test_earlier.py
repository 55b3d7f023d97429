"""A run into a folder that an earlier run wrote into: what people typed goes on, and what changed is told."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil

import docx
import openpyxl
import pytest

from tests.conftest import ROOT
from transition.cli import run

HEADER, FIRST = 4, 5


@pytest.fixture
def folder(tmp_path):
    """Three procedures of a sample organisation."""
    target = tmp_path / "in"
    target.mkdir()
    for name in ("QP-07", "QP-13", "QP-14"):
        for file in (ROOT / "samples" / "precision-parts").glob(f"{name}*.docx"):
            shutil.copy(file, target)
    return target


def analyze(folder, out, day, language="en"):
    command = [
        "analyze",
        str(folder),
        "-o",
        str(out),
        "--today",
        day,
        "--only",
        "workbook,json",
        "--quiet",
        "--jobs",
        "0",
    ]
    assert run([*command, "--report-language", language]) == 0


def files(out):
    return {p.name: p.read_bytes() for p in out.iterdir() if p.is_file()}


def put(sheet, row, head, value):
    sheet.cell(row, next(c.column for c in sheet[HEADER] if c.value == head)).value = value


def test_what_was_typed_goes_on_and_what_changed_is_told(folder, tmp_path):
    out = tmp_path / "out"
    analyze(folder, out, "2030-01-15")
    first = files(out)
    assert "changes.json" not in first
    assert "trend.csv" not in first
    analyze(folder, out, "2030-01-15")
    assert files(out) == first

    book = openpyxl.load_workbook(out / "gap-workbook.xlsx")
    register, plan = book["Gap register"], book["Action plan"]
    decided, action = register.cell(FIRST, 1).value, plan.cell(FIRST, 1).value
    put(register, FIRST, "Your decision", "Met")
    put(register, FIRST, "Reviewer", "Ms Lee")
    put(plan, FIRST, "Responsible", "An")
    put(plan, FIRST, "Due", dt.date(2030, 1, 20))
    put(book["Documents"], FIRST, "Next step", "rewrite")
    book.create_sheet("Scratch").append(["mine"])
    book.save(out / "gap-workbook.xlsx")
    gone = next(folder.glob("QP-14*"))
    gone.unlink()
    changed = docx.Document(next(folder.glob("QP-07*")))
    changed.add_paragraph("Suppliers are paid within thirty days.")
    changed.save(next(folder.glob("QP-07*")))
    analyze(folder, out, "2030-02-15", "vi")

    record = json.loads((out / "changes.json").read_text(encoding="utf-8"))
    assert record["documents"]["removed"] == [gone.name]
    assert len(record["documents"]["changed"]) == 1
    told = {c["requirement"]: c for c in record["changes"]}
    assert told[decided]["because"] == [{"what": "reviewer", "names": ["Ms Lee"]}]
    others = [c for id, c in told.items() if id != decided]
    assert others
    assert any({"what": "document-removed", "names": [gone.name]} in c["because"] for c in others)
    assert {cause["what"] for c in others for cause in c["because"]} <= {"document-removed", "document-text"}

    book = openpyxl.load_workbook(out / "gap-workbook.xlsx", data_only=True)
    line = next(row for row in book["Kế hoạch hành động"].iter_rows(values_only=True) if row[0] == action)
    assert {"An", dt.datetime(2030, 1, 20), "Quá hạn"} <= set(line)  # noqa: DTZ001
    assert any("rewrite" in row for row in book["Tài liệu"].iter_rows(values_only=True))
    assert book["Scratch"]["A1"].value == "mine"
    with (out / "trend.csv").open(encoding="utf-8-sig") as file:
        days = {row["day"]: row for row in csv.DictReader(file)}
    assert list(days) == ["2030-01-15", "2030-02-15"]
    assert days["2030-02-15"]["confirmed"] == "1"

    second = files(out)
    analyze(folder, out, "2030-02-15", "vi")
    assert files(out) == second
