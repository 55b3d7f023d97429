"""Where people disagree a sheet shows it and asks; what they agree on there stands, and all that was said is kept."""

from __future__ import annotations

import openpyxl
import pytest
from test_intake import DAY, kept, taken, workbook

from transition.reports.conflicts import NAME
from transition.store.database import Store
from transition.workspace import init, list_conflicts, look, open_project

HEADER, FIRST = 4, 5


@pytest.fixture
def project(tmp_path):
    init(tmp_path / "p")
    return open_project(tmp_path / "p")


@pytest.fixture
def files(tmp_path):
    """Two people's workbooks of one name, who disagree on two cells and agree or stand alone on others."""
    anna, ben = (tmp_path / name / "gap-workbook.xlsx" for name in ("anna", "ben"))
    for file in (anna, ben):
        file.parent.mkdir()
    workbook(anna, ["4.1-1", "Met", "Anna", "", "s1", None], ["4.3-1", "Gap", "", "", "s2", None])
    workbook(ben, ["4.1-1", "Partial", "Ben", "half", "s1", None], ["4.4-1", "Gap", "", "", "s3", None])
    return [anna, ben]


def listed(project, files, language="en"):
    return list_conflicts(project, taken(project, *files), language)


def lines(path):
    sheet = openpyxl.load_workbook(path).active
    heads = [cell.value for cell in sheet[HEADER]]
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=FIRST, values_only=True)]


def answer(path, **answers):
    """Type what shall stand beside each field, by the head of its column in the workbook."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    places = {cell.value: cell.column for cell in sheet[HEADER]}
    for row in range(FIRST, sheet.max_row + 1):
        told = answers.get(sheet.cell(row, 3).value.replace(" ", "_"))
        for head, text in zip(("What shall stand", "Agreed by", "Why"), told or (), strict=False):
            sheet.cell(row, places[head]).value = text
    book.properties.title = "saved by a person"
    book.save(path)


def test_each_row_shows_what_every_file_says(project, files):
    rows = lines(listed(project, files))
    assert [(r["Key"], r["Column"], r["Was"]) for r in rows] == [
        ("4.1-1", "Reviewer", "(empty)"),
        ("4.1-1", "Your decision", "(empty)"),
    ]
    assert (rows[1]["anna/gap-workbook.xlsx"], rows[1]["ben/gap-workbook.xlsx"]) == ("Met", "Partial")
    assert kept(project) == {}
    vietnamese = lines(list_conflicts(project, look(project, files, DAY), "vi"))
    assert vietnamese[1]["ben/gap-workbook.xlsx"] == "Đáp ứng một phần"


def test_what_was_agreed_on_stands_and_the_list_is_gone(project, files):
    path = listed(project, files)
    answer(path, Your_decision=("Met", "Chi", "talked it over"), Reviewer=("BEN/gap-workbook.xlsx", "Chi"))
    assert not taken(project, *files).refused
    found = kept(project)
    assert (found["4.1-1"].verdict, found["4.1-1"].reviewer, found["4.1-1"].reason) == ("met", "Ben", "half")
    assert found["4.1-1"].stamp == "s1"
    assert {found["4.3-1"].verdict, found["4.4-1"].verdict} == {"gap"}
    assert not path.exists()
    with Store(project.folder) as store:
        told = [
            (c.new, c.who, c.why, c.way) for c in store.history() if c.field == "verdict" and c.subject.key == "4.1-1"
        ]
    assert {new for new, *_ in told} == {"met", "partial"}
    assert told[-1] == ("met", "Chi", "talked it over", f"conflicts:{NAME}")


def test_files_that_were_settled_say_nothing_new_when_they_come_again(project, files):
    answer(listed(project, files), Your_decision=("Met",), Reviewer=("(empty)",))
    taken(project, *files)
    for file in files:
        book = openpyxl.load_workbook(file)
        book.create_sheet("mine")
        book.save(file)
    again = taken(project, *files)
    assert ([c for c in again.changes if c.subject.kind == "requirement"], again.conflicts) == ([], ())
    assert (kept(project)["4.1-1"].verdict, kept(project)["4.1-1"].reviewer) == ("met", "")


def test_half_an_answer_is_kept_in_the_next_list(project, files):
    path = listed(project, files)
    answer(path, Your_decision=("Met", "Chi", "seen"))
    assert taken(project, *files).refused
    rows = lines(listed(project, files, "vi"))
    told = {row["Cột"]: row for row in rows}
    assert told["Quyết định của bạn"]["Nội dung được chọn"] == "Đáp ứng"
    assert told["Quyết định của bạn"]["Người thống nhất"] == "Chi"
    assert len(rows) == 2
    assert len(list((project.out / "reviewed").glob("conflicts-*.xlsx"))) == 1


def test_an_answer_does_not_end_another_disagreement(project, files):
    answer(listed(project, files), Your_decision=("Met",), Reviewer=("Anna",))
    workbook(files[1], ["4.1-1", "Gap", "Ben", "", "s1", None])
    intake = taken(project, *files)
    assert [c.field for c in intake.conflicts] == ["verdict"]
    assert (project.out / NAME).is_file()
    alone = taken(project, project.out / NAME)
    assert (alone.changes, alone.refused) == ((), False)
    assert {p.code for p in alone.problems} == {"review-settled-elsewhere"}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (("Mett",), "review-unknown-choice"),
        (("Not applicable",), "review-missing-reason"),
        (("Not applicable", "Chi", "no design here"), ""),
    ],
)
def test_an_answer_that_cannot_be_taken_is_named(project, files, told, code):
    answer(listed(project, files), Your_decision=told, Reviewer=("Anna",))
    intake = taken(project, *files)
    assert [p.code for p in intake.problems] == ([code] if code else [])
    assert intake.refused is bool(code)
    if not code:
        assert (kept(project)["4.1-1"].verdict, kept(project)["4.1-1"].reason) == ("not-applicable", "half")


def test_a_list_that_is_open_in_excel_gets_a_second_name_and_is_read_too(project, files, monkeypatch):
    from transition.reports import files as written

    first = listed(project, files)
    write = written.write_bytes

    def locked(path, data):
        if path == first:
            raise PermissionError(path)
        return write(path, data)

    monkeypatch.setattr("transition.workspace.disputes.write_bytes", locked)
    second = listed(project, files)
    assert second.name == "conflicts (2).xlsx"
    answer(second, Your_decision=("Met",), Reviewer=("Anna",))
    assert not taken(project, *files).refused
    assert kept(project)["4.1-1"].verdict == "met"
    assert list(project.out.glob("conflicts*.xlsx")) == []
