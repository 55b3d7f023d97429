"""What people wrote beside their decisions comes back from every sheet, and goes into the next workbook."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import fake
import libreoffice
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from transition.messages import say
from transition.model import Action, GapRegister, Note, OwnSheet, Subject
from transition.register.beside import Saying, edit_of, lay_words, put_together
from transition.reports.beside import mark_of, read_workbook
from transition.reports.exchange import problem_words
from transition.reports.workbook import write_workbook

HEADER, FIRST = 4, 5
OWN_SHEET = "Việc của tôi"


def sheet_of(book, name, language):
    return book[say(f"workbook.sheets.{name}", language)]


def column(sheet, name, language):
    text = say(f"workbook.columns.{name}", language, old=fake.OLD, new=fake.NEW)
    return next(cell.column for cell in sheet[HEADER] if cell.value == text)


def row_of(sheet, key):
    return next(cell.row for cell in sheet["A"] if cell.value == key)


def put(sheet, key, name, value, language):
    sheet.cell(row_of(sheet, key), column(sheet, name, language)).value = value


def own_column(sheet, head, key, value):
    place = sheet.max_column + 1
    sheet.cell(HEADER, place).value = head
    sheet.cell(row_of(sheet, key), place).value = value


def first_key(sheet):
    return sheet.cell(FIRST, 1).value


def typed_everywhere(book, language):
    """Type into every sheet what people type; return what must come back, by subject."""
    plan, evidence, pairs = (sheet_of(book, n, language) for n in ("action_plan", "evidence", "clause_transition"))
    documents, register = (sheet_of(book, n, language) for n in ("documents", "gap_register"))
    expected = {}
    key = "R-4.1"
    put(plan, key, "responsible", "Ms Lee", language)
    put(plan, key, "due", dt.date(2030, 6, 1), language)
    put(plan, key, "plan_status", say("workbook.plan_statuses.in-progress", language), language)
    put(plan, key, "cost", 1500.5, language)
    expected[Subject("action", key)] = {
        "requirements": "4.1-4",
        "responsible": "Ms Lee",
        "due": "2030-06-01",
        "status": "in-progress",
        "cost": "1500.5",
    }
    end = plan.max_row + 1
    plan.cell(end, 1).value = "B-1"
    plan.cell(end, column(plan, "requirements_covered", language)).value = "4.1-1; 9.3-1"
    plan.cell(end, column(plan, "action", language)).value = "Mua nhiệt kế"
    expected[Subject("action", "B-1")] = {"requirements": "4.1-1, 9.3-1", "text": "Mua nhiệt kế"}
    cited = first_key(evidence)
    put(evidence, cited, "comment", "=SUM is only text", language)
    evidence.cell(FIRST, column(evidence, "comment", language)).data_type = "s"
    expected[Subject("evidence", cited)] = {"comment": "=SUM is only text"}
    put(pairs, "8.10 → 8.1", "due", dt.date(2031, 1, 2), language)
    put(pairs, "8.10 → 8.1", "audit_status", say("workbook.audit_statuses.minor", language), language)
    put(pairs, "8.10 → 8.1", "remark", "two\nlines", language)
    expected[Subject("clause_transition", "8.10 → 8.1")] = {
        "due": "2031-01-02",
        "audit_status": "minor",
        "remark": "two\nlines",
    }
    put(documents, "d2", "next_step", "rewrite", language)
    own_column(documents, "2026", "d2", 7)
    expected[Subject("documents", "d2")] = {"next_step": "rewrite", "+2026": "7"}
    own_column(register, "Ghi chú riêng", "8.10-1", "hỏi anh Bình")
    register.cell(row_of(register, "8.10-1"), column(register, "finding", language)).comment = Comment("why?", "An")
    expected[Subject("gap_register", "8.10-1")] = {"+Ghi chú riêng": "hỏi anh Bình", "@finding": "why?"}
    own_column(sheet_of(book, "wording", language), "Ai sửa", first_key(sheet_of(book, "wording", language)), "Hoa")
    wording = first_key(sheet_of(book, "wording", language))
    expected[Subject("wording", wording)] = {"+Ai sửa": "Hoa"}
    mine = book.create_sheet(OWN_SHEET)
    mine.append(["Việc", "Ngày"])
    mine.append([None, dt.date(2030, 1, 1)])
    expected[Subject("own-sheet", OWN_SHEET)] = {"rows": '[["Việc","Ngày"],["","2030-01-01"]]'}
    return expected


def words_in(path):
    told = read_workbook(path)
    assert told.problems == ()
    return {w.subject: (dict(w.base), dict(w.theirs)) for w in told.words}


@pytest.fixture
def bare() -> GapRegister:
    """A register nobody has decided on."""
    register = fake.register()
    return replace(register, entries=tuple(replace(e, decision=None) for e in register.entries), orphans=())


@pytest.mark.parametrize("language", ["en", "vi"])
def test_what_nobody_touched_says_nothing(tmp_path, bare, language):
    write_workbook(bare, tmp_path / "w.xlsx", language)
    assert words_in(tmp_path / "w.xlsx") == {}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_all_that_was_typed_comes_back_and_goes_on_into_workbooks_of_either_language(tmp_path, bare, language):
    path = tmp_path / "w.xlsx"
    write_workbook(bare, path, language)
    book = openpyxl.load_workbook(path)
    expected = typed_everywhere(book, language)
    book.save(path)
    found = words_in(path)
    assert {subject: theirs for subject, (_, theirs) in found.items()} == expected
    assert all(base == {} for base, _ in found.values())
    laid = lay_words(bare, {subject: theirs for subject, (_, theirs) in found.items()})
    assert laid.own_sheets == (OwnSheet(OWN_SHEET, (("Việc", "Ngày"), ("", "2030-01-01"))),)
    for other in ("vi", "en"):
        write_workbook(laid, tmp_path / f"{other}.xlsx", other)
        # What was typed is now what was there: nothing of it is news, and all of it is still there.
        assert words_in(tmp_path / f"{other}.xlsx") == {s: (texts, texts) for s, texts in expected.items()}


def test_what_was_cleared_is_said_to_be_cleared_and_what_was_taken_out_is_not(tmp_path, bare):
    laid = replace(
        bare,
        notes=(Note("documents", "d1", "next_step", "rewrite"), Note("documents", "d1", "+Mine", "x")),
        actions=(Action("B-1", ("4.1-1",), "Buy it", responsible="An"),),
    )
    write_workbook(laid, tmp_path / "w.xlsx")
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    put(book["Documents"], "d1", "next_step", None, "en")
    book["Documents"].delete_cols(next(c.column for c in book["Documents"][HEADER] if c.value == "Mine"))
    put(book["Action plan"], "B-1", "responsible", "  ", "en")
    book.save(tmp_path / "w.xlsx")
    found = words_in(tmp_path / "w.xlsx")
    assert found[Subject("documents", "d1")] == ({"next_step": "rewrite", "+Mine": "x"}, {"+Mine": "x"})
    assert found[Subject("action", "B-1")][1] == {"requirements": "4.1-1", "text": "Buy it"}


def test_a_note_whose_row_is_gone_is_shown_and_carried_on(tmp_path, bare):
    laid = replace(bare, notes=(Note("evidence", "gone #1", "comment", "do not lose me"),))
    for _ in range(2):
        write_workbook(laid, tmp_path / "w.xlsx", "vi")
        log = openpyxl.load_workbook(tmp_path / "w.xlsx")["Nhật ký rà soát"]
        assert any("do not lose me" in str(c.value) for row in log.iter_rows() for c in row)
        found = words_in(tmp_path / "w.xlsx")
        assert found == {Subject("evidence", "gone #1"): ({"comment": "do not lose me"},) * 2}
        laid = lay_words(bare, {s: theirs for s, (_, theirs) in found.items()})


def test_evidence_is_known_by_what_it_says_not_by_where_it_stands(tmp_path, bare):
    write_workbook(bare, tmp_path / "w.xlsx")
    before = {c.value for c in openpyxl.load_workbook(tmp_path / "w.xlsx")["Evidence"]["A"]}

    def moved(evidence):
        return replace(evidence, passage=f"{evidence.document}-99", location="body/99")

    entries = tuple(
        replace(e, assessment=replace(e.assessment, evidence=tuple(map(moved, e.assessment.evidence))))
        for e in bare.entries
    )
    write_workbook(replace(bare, entries=entries), tmp_path / "later.xlsx")
    assert {c.value for c in openpyxl.load_workbook(tmp_path / "later.xlsx")["Evidence"]["A"]} == before


@pytest.mark.parametrize(
    ("sheet", "key", "name", "value", "code"),
    [
        ("action_plan", "R-4.1", "due", "01/02/2030", "review-date-as-text"),
        ("clause_transition", "8.10 → 8.1", "due", "2030-02-01", "review-date-as-text"),
        ("action_plan", "R-4.1", "plan_status", "almost", "review-unknown-choice"),
        ("action_plan", "R-4.1", "difficulty", 9, "review-unknown-choice"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_of_its_row_is_taken(tmp_path, bare, sheet, key, name, value, code):
    write_workbook(bare, tmp_path / "w.xlsx")
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    table = sheet_of(book, sheet, "en")
    put(table, key, name, value, "en")
    put(table, key, "responsible", "Ms Lee", "en")
    book.save(tmp_path / "w.xlsx")
    told = read_workbook(tmp_path / "w.xlsx")
    assert told.words == ()
    assert [p.code for p in told.problems] == [code]
    for language in ("en", "vi"):
        message, hint = problem_words(told.problems[0], language)
        assert str(value) in message
        assert str(row_of(table, key)) in message
        assert "{" not in message + hint
        assert hint


def test_a_row_twice_and_a_row_without_a_key_are_named(tmp_path, bare):
    write_workbook(bare, tmp_path / "w.xlsx")
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    plan = book["Action plan"]
    put(plan, "R-4.1", "responsible", "An", "en")
    for key in ("R-4.1", None):
        end = plan.max_row + 1
        plan.cell(end, 1).value = key
        plan.cell(end, column(plan, "action", "en")).value = "What is this?"
    book.copy_worksheet(book["Evidence"])
    book.save(tmp_path / "w.xlsx")
    told = read_workbook(tmp_path / "w.xlsx")
    assert told.words == ()
    assert sorted(p.code for p in told.problems) == ["review-duplicate-key", "review-missing-key", "review-second-copy"]
    assert all("{" not in part for p in told.problems for part in problem_words(p, "vi"))


def test_a_requirement_may_be_served_by_several_actions_and_an_action_serve_several(tmp_path, bare):
    laid = replace(bare, actions=(Action("B-1", ("4.1-1", "4.1-4")), Action("B-2", ("4.1-1",), responsible="An")))
    write_workbook(laid, tmp_path / "w.xlsx")
    plan = openpyxl.load_workbook(tmp_path / "w.xlsx", data_only=True)["Action plan"]
    covered = column(plan, "requirements_covered", "en")
    assert plan.cell(row_of(plan, "B-1"), covered).value == "4.1-1, 4.1-4"
    assert plan.cell(row_of(plan, "B-2"), covered).value == "4.1-1"
    assert "R-4.1" not in {c.value for c in plan["A"]}


TEXTS = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=10).map(str.strip).filter(bool)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_sequence_of_editing_shuffling_and_rewriting_loses_or_moves_a_note(tmp_path, data):
    register = fake.register(per_clause=1)
    ids = [e.requirement.id for e in register.entries]
    expected: dict[Subject, dict[str, str]] = {}
    for _ in range(data.draw(st.integers(1, 3))):
        language = data.draw(st.sampled_from(["en", "vi"]))
        path = tmp_path / "w.xlsx"
        write_workbook(lay_words(register, expected), path, language)
        book = openpyxl.load_workbook(path)
        for key, text in data.draw(st.dictionaries(st.sampled_from(ids), TEXTS, max_size=3)).items():
            sheet = sheet_of(book, "gap_register", language)
            heads = {c.value: c.column for c in sheet[HEADER]}
            place = heads.get("Của tôi") or sheet.max_column + 1
            sheet.cell(HEADER, place).value = "Của tôi"
            sheet.cell(row_of(sheet, key), place).value = text
            expected.setdefault(Subject("gap_register", key), {})["+Của tôi"] = text
        for key, text in data.draw(st.dictionaries(st.sampled_from(["d1", "d2", "d3"]), TEXTS, max_size=2)).items():
            put(sheet_of(book, "documents", language), key, "next_step", text, language)
            expected.setdefault(Subject("documents", key), {})["next_step"] = text
        for name in ("gap_register", "documents"):
            shuffle_rows(sheet_of(book, name, language), random.Random(data.draw(st.integers(0, 99))))
        book.save(path)
        told = read_workbook(path)
        assert told.problems == ()
        found, conflicts = put_together(Saying("", w.subject, w.base, w.theirs) for w in told.words)
        assert (found, conflicts) == (expected, ())


def shuffle_rows(sheet, chance):
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=FIRST)]
    chance.shuffle(rows)
    for number, values in enumerate(rows, start=FIRST):
        for place, value in enumerate(values, start=1):
            sheet.cell(number, place).value = value


def test_an_old_copy_that_comes_again_is_no_news_for_a_project():
    subject = Subject("documents", "d1")
    line = [{}, {"next_step": "a"}, {"next_step": "b"}]
    edit = edit_of(subject, {}, {"next_step": "a"}, "workbook:old.xlsx", line)
    assert edit is not None
    assert edit.known
    assert edit_of(subject, {"next_step": "b"}, {"next_step": "b"}, "w", line) is None
    assert mark_of({"rows": "[]"}) != mark_of({})


@pytest.mark.usefixtures("office")
def test_libreoffice_opens_edits_sorts_and_saves_and_every_edit_comes_back(tmp_path, bare):
    path, again = tmp_path / "w.xlsx", tmp_path / "again.xlsx"
    write_workbook(bare, path, "vi")
    book = openpyxl.load_workbook(path)
    tables = {name: sheet_of(book, name, "vi") for name in ("gap_register", "action_plan", "evidence", "documents")}

    def job(kind, name, key, field, value):
        return (kind, tables[name].title, key, column(tables[name], field, "vi") - 1, value)

    cited = first_key(tables["evidence"])
    jobs = [
        job("text", "gap_register", "4.1-1", "decision", "Đáp ứng"),
        job("text", "gap_register", "4.1-1", "reviewer", "Trần Văn An"),
        job("day", "action_plan", "R-4.1", "due", 47000),
        job("text", "evidence", cited, "comment", "xem lại"),
        job("text", "documents", "d2", "next_step", "viết lại"),
        *(("sort", t.title, f"A{FIRST}:{t.cell(t.max_row, t.max_column).coordinate}") for t in tables.values()),
    ]
    libreoffice.work(path, again, jobs, tmp_path)
    told = read_workbook(again)
    assert told.problems == ()
    assert [(r.decision.requirement, r.decision.verdict, r.decision.reviewer) for r in told.reviewed] == [
        ("4.1-1", "met", "Trần Văn An")
    ]
    assert {w.subject: dict(w.theirs) for w in told.words} == {
        Subject("action", "R-4.1"): {"due": "2028-09-04", "requirements": "4.1-4"},
        Subject("evidence", cited): {"comment": "xem lại"},
        Subject("documents", "d2"): {"next_step": "viết lại"},
    }
    # The live columns followed their rows: what is in force, and the day looked up in the plan.
    sheet = sheet_of(openpyxl.load_workbook(again, data_only=True), "gap_register", "vi")
    keys = [c.value for c in sheet["A"]][HEADER:]
    assert keys[0].startswith("9")
    assert sheet.cell(row_of(sheet, "4.1-1"), column(sheet, "status", "vi")).value == "Đáp ứng"
    assert sheet.cell(row_of(sheet, "4.1-4"), column(sheet, "due", "vi")).value == dt.datetime(2028, 9, 4)  # noqa: DTZ001


@pytest.mark.usefixtures("office")
def test_what_people_add_survives_another_program_saving_the_file(tmp_path, bare):
    path = tmp_path / "w.xlsx"
    write_workbook(bare, path, "vi")
    book = openpyxl.load_workbook(path)
    expected = typed_everywhere(book, "vi")
    book.save(path)
    libreoffice.work(path, tmp_path / "again.xlsx", [], tmp_path)
    found = words_in(tmp_path / "again.xlsx")
    assert {subject: theirs for subject, (_, theirs) in found.items()} == expected
