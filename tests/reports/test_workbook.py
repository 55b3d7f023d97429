"""The workbook: its sheets and heads, its live formulas against their stored results, and its bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import fake
import openpyxl
import pytest

from transition.model import VERDICTS
from transition.reports.workbook import workbook_bytes, write_workbook

SHEETS = {
    "en": [
        "Summary",
        "Gap register",
        "Action plan",
        "Clause transition",
        "Documents",
        "Evidence",
        "Wording",
        "Retired",
        "Problems",
        "Review log",
        "About",
    ],
    "vi": [
        "Tổng hợp",
        "Đánh giá khoảng cách",
        "Kế hoạch hành động",
        "Chuyển đổi điều khoản",
        "Tài liệu",
        "Bằng chứng",
        "Từ ngữ cũ",
        "Yêu cầu đã bỏ",
        "Vấn đề",
        "Nhật ký rà soát",
        "Thông tin",
    ],
}
REGISTER_HEADS = [
    "Key",
    "Clause 2015",
    "Requirement",
    "Change since 2008",
    "Clause 2008",
    "Documented information",
    "Finding",
    "Kind",
    "Confidence",
    "Documents found",
    "Evidence link",
    "What is missing",
    "Your decision",
    "Status in force",
    "Reviewer",
    "Reason",
    "Priority",
    "Process",
    "Action key",
    "Action",
    "Responsible",
    "Due",
    "Action status",
    "Audit status",
]
PLAN_HEADS = [
    "Key",
    "Requirements covered",
    "Action",
    "Responsible",
    "Due",
    "Difficulty 1–5",
    "Status",
    "Done on",
    "Verified by",
    "Evidence of closing",
    "Cost",
    "Step",
    "Wave",
    "Severity",
    "Document to change",
    "Still open",
    "Alert",
    "Overdue since",
    "Written",
]
TRANSITION_HEADS = [
    "Key",
    "Clause 2008",
    "Clause 2015",
    "Relation",
    "What becomes of it",
    "Existing documents",
    "Worst status",
    "Gap summary",
    "Action",
    "Responsible",
    "Due",
    "Evidence seen",
    "Audit status",
    "Remark",
    "Written",
]
EVIDENCE_HEADS = [
    "Key",
    "Requirement",
    "Document",
    "Place",
    "Text",
    "Clause 2008",
    "Score",
    "Relation",
    "Comment",
    "Written",
]
YELLOW, NAVY = "FFFFD966", "FF1F3864"
HEADER, FIRST = 4, 5


@pytest.fixture(scope="module")
def register():
    return fake.register()


@pytest.fixture(scope="module")
def files(register, tmp_path_factory):
    folder = tmp_path_factory.mktemp("workbooks")
    for language in ("en", "vi"):
        write_workbook(register, folder / f"{language}.xlsx", language)
    return folder


def heads(sheet):
    return [cell.value for cell in sheet[HEADER] if cell.value is not None]


def column(sheet, name):
    return heads(sheet).index(name) + 1


def find_row(sheet, key):
    return next(cell.row for cell in sheet["A"] if cell.value == key)


def recalculated(path, folder):
    """Return the workbook as LibreOffice sees it after working every formula out anew."""
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    book = openpyxl.load_workbook(path)
    bare = folder / "bare" / path.name
    bare.parent.mkdir(exist_ok=True)
    book.save(bare)  # openpyxl stores no results, so nothing can be taken from the file
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder),
            str(bare),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return openpyxl.load_workbook(folder / path.name, data_only=True)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_sheets_stand_in_order_and_every_table_begins_with_its_key(files, language):
    book = openpyxl.load_workbook(files / f"{language}.xlsx")
    assert book.sheetnames == SHEETS[language]
    key = {"en": "Key", "vi": "Mã"}[language]
    for sheet in book.worksheets:
        first = [sheet.cell(row, 1).value for row in range(1, 15)]
        assert key in first, sheet.title
        if sheet.title != book.sheetnames[0]:
            assert first.index(key) + 1 == HEADER
            assert next(iter(sheet.tables.values())).headerRowCount == 1
            assert sheet.freeze_panes


def test_heads_are_those_people_know(files):
    book = openpyxl.load_workbook(files / "en.xlsx")
    assert heads(book["Gap register"])[: len(REGISTER_HEADS)] == REGISTER_HEADS
    assert heads(book["Action plan"]) == PLAN_HEADS
    assert heads(book["Clause transition"]) == TRANSITION_HEADS
    assert heads(book["Evidence"]) == EVIDENCE_HEADS
    for sheet in book.worksheets[1:]:
        assert len(set(heads(sheet))) == len(heads(sheet)), sheet.title


def test_yellow_heads_are_the_users_and_only_those(files):
    book = openpyxl.load_workbook(files / "en.xlsx")
    sheet = book["Gap register"]
    yours = {"Your decision", "Reviewer", "Reason", "Priority", "Process", "Action key", "Audit status"}
    yours.add("Confirm again")
    for cell in sheet[HEADER]:
        assert cell.fill.fgColor.rgb == (YELLOW if cell.value in yours else NAVY), cell.value


def test_same_register_same_bytes(register):
    assert workbook_bytes(register, "vi") == workbook_bytes(fake.register(), "vi")
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(register))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2030-05-17T00:00:00Z" in archive.read("docProps/core.xml")


def test_an_up_to_date_workbook_is_left_alone_and_no_other_file_remains(register, tmp_path):
    path = tmp_path / "new" / "gaps.xlsx"
    write_workbook(register, path)
    before = path.stat().st_mtime_ns
    write_workbook(register, path)
    assert path.stat().st_mtime_ns == before
    assert [p.name for p in path.parent.iterdir()] == ["gaps.xlsx"]


def test_what_documents_say_never_becomes_a_formula_or_a_link(files):
    sheet = openpyxl.load_workbook(files / "en.xlsx")["Evidence"]
    cells = [sheet.cell(row, 5) for row in range(FIRST, sheet.max_row + 1)]
    quoted = [cell for cell in cells if str(cell.value).startswith("=SUM(A1)")]
    assert quoted
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in quoted)


def test_clause_numbers_are_text(files):
    sheet = openpyxl.load_workbook(files / "en.xlsx")["Gap register"]
    clauses = {sheet.cell(row, 2).value for row in range(FIRST, sheet.max_row + 1)}
    assert {"8.1", "8.10"} <= clauses
    assert all(isinstance(clause, str) for clause in clauses)


def test_decisions_already_taken_are_in_place(files, register):
    sheet = openpyxl.load_workbook(files / "vi.xlsx", data_only=True)["Đánh giá khoảng cách"]
    row = find_row(sheet, register.entries[5].requirement.id)
    texts = [
        sheet.cell(row, column(sheet, n)).value for n in ("Kết quả rà soát", "Quyết định của bạn", "Kết luận hiện hành")
    ]
    assert texts == ["Chưa đáp ứng", "Không áp dụng", "Không áp dụng"]
    assert sheet.cell(row, column(sheet, "Lý do")).value == "Không có hoạt động này."


def test_summary_counts_what_the_register_holds(files, register):
    sheet = openpyxl.load_workbook(files / "en.xlsx", data_only=True)["Summary"]
    counts = {v: sum(e.verdict == v for e in register.entries) for v in VERDICTS}
    assert [sheet.cell(5, c).value for c in range(3, 8)] == [counts[v] for v in VERDICTS]
    assert sheet["B5"].value == len(register.entries)
    critical = sum(e.open and e.requirement.severity == "major-risk" for e in register.entries)
    assert [sheet.cell(5, c).value for c in (8, 9, 10)] == [critical, 0, 2]
    texts = " ".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None)
    assert "%" not in texts
    assert "Documents show what is laid down, not what is done" in texts
    assert "price list.xlsx" in texts


def test_first_things_are_the_most_severe_open_ones_one_per_clause(files, register):
    sheet = openpyxl.load_workbook(files / "en.xlsx", data_only=True)["Summary"]
    start = find_row(sheet, "First things to close") + 2
    keys = [sheet.cell(row, 1).value for row in range(start, start + 10) if sheet.cell(row, 1).value]
    entries = {e.requirement.id: e for e in register.entries}
    clauses = [entries[key].requirement.clause for key in keys]
    assert len(set(clauses)) == len(clauses) == len({e.requirement.clause for e in register.open})
    severities = [sheet.cell(row, 4).value for row in range(start, start + len(keys))]
    assert severities == sorted(severities, key=["High", "Medium", "Low"].index)


def test_every_sheet_prints_on_a4_landscape_with_its_heads(files):
    book = openpyxl.load_workbook(files / "en.xlsx")
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9"), sheet.title
        if sheet.title != "Summary":
            assert sheet.print_title_rows == f"${HEADER}:${HEADER}", sheet.title
    summary = book["Summary"]
    assert (summary.page_setup.fitToWidth or 1, summary.page_setup.fitToHeight or 1) == (1, 1)
    assert summary.sheet_properties.pageSetUpPr.fitToPage
    assert not book["Gap register"].merged_cells.ranges


def test_the_chart_is_native_stacked_and_described(files):
    with zipfile.ZipFile(files / "vi.xlsx") as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert 'grouping val="stacked"' in chart
    assert len(re.findall("<c:ser>", chart)) == len(VERDICTS)
    assert 'descr="Biểu đồ thanh xếp chồng' in drawing


def test_decisions_are_chosen_from_a_list(files):
    sheet = openpyxl.load_workbook(files / "en.xlsx")["Gap register"]
    place = sheet.cell(FIRST, column(sheet, "Your decision")).coordinate
    rule = next(v for v in sheet.data_validations.dataValidation if place in v.sqref)
    assert rule.formula1 == '"Met,Partial,Gap,Review,Not applicable"'


def test_links_go_by_key(files):
    sheet = openpyxl.load_workbook(files / "en.xlsx")["Gap register"]
    row = find_row(sheet, "4.1-2")
    formula = sheet.cell(row, column(sheet, "Evidence link")).value
    assert formula.startswith("=IFERROR(HYPERLINK(\"#'Evidence'!B\"&MATCH($A")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_formula_yields_its_stored_result(files, tmp_path, language):
    stored = openpyxl.load_workbook(files / f"{language}.xlsx", data_only=True)
    formulas = openpyxl.load_workbook(files / f"{language}.xlsx")
    fresh = recalculated(files / f"{language}.xlsx", tmp_path)
    compared = 0
    for sheet in formulas.worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.data_type != "f":
                    continue
                compared += 1
                before = stored[sheet.title][cell.coordinate].value
                after = fresh[sheet.title][cell.coordinate].value
                # An empty text comes back as no value at all.
                before, after = ("" if value is None else value for value in (before, after))
                assert before == after, (sheet.title, cell.coordinate)
    assert compared > 300


def test_a_decision_moves_the_summary(files, tmp_path, register):
    book = openpyxl.load_workbook(files / "en.xlsx")
    sheet = book["Gap register"]
    first = openpyxl.load_workbook(files / "en.xlsx", data_only=True)["Summary"]
    lead = first.cell(find_row(first, "First things to close") + 2, 1).value
    row = find_row(sheet, lead)
    sheet.cell(row, column(sheet, "Your decision")).value = "met"
    plan = book["Action plan"]
    plan.cell(FIRST, column(plan, "Due")).value = dt.date(2030, 5, 1)
    plan.cell(FIRST, column(plan, "Responsible")).value = "Ms Lee"
    path = tmp_path / "changed.xlsx"
    book.save(path)
    after = recalculated(path, tmp_path)["Summary"]
    was = {v: sum(e.verdict == v for e in register.entries) for v in VERDICTS}
    assert after["C5"].value == was["met"] + 1
    assert after["E5"].value == was["gap"] - 1
    assert after["I5"].value == 1
    assert after["J5"].value == first["J5"].value + 1
    assert after["H5"].value == first["H5"].value - 1
    start = find_row(after, "First things to close") + 2
    assert lead not in [after.cell(r, 1).value for r in range(start, start + 10)]


def test_an_empty_register_is_still_a_workbook(register, tmp_path):
    empty = replace(register, documents=(), entries=(), wording=(), retired=(), problems=(), matches={}, orphans=())
    write_workbook(empty, tmp_path / "empty.xlsx")
    book = openpyxl.load_workbook(tmp_path / "empty.xlsx", data_only=True)
    assert book["Wording"].cell(FIRST, 2).value == "Nothing to list."
    assert book["Summary"]["B5"].value == 0


def test_formulas_keep_to_what_excel_can_read(files):
    for language in ("en", "vi"):
        for sheet in openpyxl.load_workbook(files / f"{language}.xlsx").worksheets:
            for cells in sheet.iter_rows():
                for cell in cells:
                    if cell.data_type != "f":
                        continue
                    formula = getattr(cell.value, "text", cell.value)
                    assert len(formula) < 8192
                    assert all(len(text) <= 255 for text in re.findall('"((?:[^"]|"")*)"', formula))
            for rule in sheet.data_validations.dataValidation:
                assert len(rule.formula1 or "") <= 257
                assert len(rule.prompt or "") <= 255
                assert len(rule.promptTitle or "") <= 32
