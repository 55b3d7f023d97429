"""Reading a reviewed workbook back: nothing is lost, nothing lands on another row, bad input is named."""

from __future__ import annotations

import random
import shutil
import subprocess
import unicodedata
from dataclasses import replace

import fake
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transition.messages import say
from transition.model import Decision
from transition.reports.exchange import problem_words
from transition.reports.reviewed import read_decisions
from transition.reports.workbook import write_workbook

HEADER = 4


def saved(folder, rows, name="reviewed.xlsx", title="Gap register"):
    """Save rows of plain values as a workbook with one sheet."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def edited(folder, change, language="en"):
    """Save a workbook of ours after ``change(sheet, heads)`` was done to its register by another program."""
    register = fake.register()
    path = folder / "ours.xlsx"
    write_workbook(register, path, language)
    book = openpyxl.load_workbook(path)
    sheet = book[say("workbook.sheets.gap_register", language)]
    change(sheet, {cell.value: cell.column for cell in sheet[HEADER]})
    book.save(path)
    return register, path


def by_key(decisions):
    return {d.requirement: d for d in decisions}


@pytest.mark.parametrize("language", ["en", "vi"])
def test_what_was_written_comes_back(tmp_path, language):
    register = fake.register()
    write_workbook(register, tmp_path / "w.xlsx", language)
    decisions, problems = read_decisions(tmp_path / "w.xlsx")
    assert problems == ()
    # Whether a decision is stale is for the merge to find out: its stamp tells.
    typed = [replace(e.decision, state="current") for e in register.entries if e.decision]
    assert list(decisions) == [*typed, *register.orphans]


def test_an_untouched_stale_decision_keeps_the_stamp_it_was_made_on(tmp_path):
    register, path = edited(tmp_path, lambda *_: None)
    stale = register.entries[5].requirement.id
    assert by_key(read_decisions(path)[0])[stale].stamp == "old-stamp"


def test_a_decision_typed_anew_is_made_on_the_finding_beside_it(tmp_path):
    stale, fresh = "4.2-2", "4.1-4"

    def change(sheet, heads):
        for row in range(HEADER + 1, sheet.max_row + 1):
            if sheet.cell(row, 1).value == stale:
                sheet.cell(row, heads["Reason"]).value = "Looked at again."
            if sheet.cell(row, 1).value == fresh:
                sheet.cell(row, heads["Your decision"]).value = " partial "

    register, path = edited(tmp_path, change)
    found = by_key(read_decisions(path)[0])
    stamps = {e.requirement.id: e.assessment.stamp for e in register.entries}
    assert found[stale] == Decision(stale, "not-applicable", "Looked at again.", "Trần Văn An", stamp=stamps[stale])
    assert found[fresh] == Decision(fresh, "partial", stamp=stamps[fresh])


@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ("Met", "met"),
        ("PARTIAL", "partial"),
        ("gap", "gap"),
        ("Review", "review"),
        ("not  applicable", "not-applicable"),
        ("Đáp ứng", "met"),
        ("đáp ứng một phần", "partial"),
        ("CHƯA ĐÁP ỨNG", "gap"),
        ("Cần xem xét", "review"),
        ("Không áp dụng", "not-applicable"),
        (unicodedata.normalize("NFD", "Không áp dụng"), "not-applicable"),
        ("not-applicable", "not-applicable"),
    ],
)
def test_labels_of_either_language_in_any_case(tmp_path, label, verdict):
    path = saved(tmp_path, [["Key", "Your decision", "Reason"], ["4.1-1", label, "because"]])
    assert read_decisions(path) == ((Decision("4.1-1", verdict, "because"),), ())


def test_heads_of_the_other_language_a_renamed_sheet_and_rows_above(tmp_path):
    rows = [["Our copy"], [], [], ["x"] * 3] + [[]] * 8 + [["Ghi chú riêng", "LÝ DO", "Quyết định của bạn", "mã"]]
    rows += [[], ["mine", "có biên bản", "Đáp ứng", "9.3-1"], [None, None, None, None], ["only mine", None, None, None]]
    path = saved(tmp_path, rows, title="Bản của tôi")
    assert read_decisions(path) == ((Decision("9.3-1", "met", "có biên bản"),), ())


def test_heads_below_the_fourteenth_row_are_not_looked_for(tmp_path):
    path = saved(tmp_path, [["x"]] * 14 + [["Key", "Your decision"], ["4.1-1", "Met"]])
    assert [p.code for p in read_decisions(path)[1]] == ["review-not-a-workbook"]


def test_numbers_and_dates_become_text(tmp_path):
    from datetime import datetime

    rows = [["Key", "Your decision", "Reviewer", "Process", "Reason"], ["4.1-1", "Met", 7, 2.5, datetime(2030, 5, 1)]]  # noqa: DTZ001
    decision = read_decisions(saved(tmp_path, rows))[0][0]
    assert (decision.reviewer, decision.process, decision.reason) == ("7", "2.5", "2030-05-01")


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        ([["4.1-1", "Fine", "", ""]], "review-unknown-status", "Fine"),
        ([["4.1-1", "Not applicable", "  ", ""]], "review-missing-reason", "4.1-1"),
        ([["4.1-1", "Met", "", ""], ["4.2-1", "Gap", "", ""], ["4.1-1", "", "", ""]], "review-duplicate-key", "2, 4"),
        ([["", "Met", "", "Ms Lee"]], "review-missing-key", "Met, Ms Lee"),
    ],
)
def test_a_row_that_cannot_be_taken_over_is_named_and_nothing_of_it_is_taken(tmp_path, rows, code, words):
    good = ["6.1-1", "Gap", "", "Mr Ode"]
    path = saved(tmp_path, [["Key", "Your decision", "Reason", "Reviewer"], *rows, good])
    decisions, problems = read_decisions(path)
    assert [p.code for p in problems] == [code]
    assert problems[0].severity == "error"
    assert {d.requirement for d in decisions} == {"6.1-1"} | {r[0] for r in rows if code == "review-duplicate-key"} - {
        "4.1-1"
    }
    for language in ("en", "vi"):
        message, hint = problem_words(problems[0], language)
        assert words in message
        assert hint
        assert "{" not in message + hint


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04 broken", None])
def test_what_is_no_workbook_is_said_to_be_none(tmp_path, data):
    path = tmp_path / "x.xlsx"
    if data is not None:
        path.write_bytes(data)
    decisions, problems = read_decisions(path)
    assert decisions == ()
    assert [(p.code, p.document) for p in problems] == [("review-not-a-workbook", "x.xlsx")]


def test_a_workbook_without_a_register_is_none_of_ours(tmp_path):
    assert [p.code for p in read_decisions(saved(tmp_path, [["Key", "Value"]]))[1]] == ["review-not-a-workbook"]


texts = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=12).map(lambda t: t.strip())
decisions = st.builds(
    lambda n, verdict, reason, reviewer, process: Decision(
        f"{n % 7 + 4}.{n}-1", verdict, reason or "so", reviewer or "A", process=process
    ),
    st.integers(1, 400),
    st.sampled_from(["met", "partial", "gap", "review", "not-applicable", None]),
    texts,
    texts,
    texts,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(decisions, min_size=1, max_size=12, unique_by=lambda d: d.requirement),
    st.integers(),
    st.sampled_from(["en", "vi"]),
)
def test_no_order_of_rows_and_columns_loses_or_moves_a_decision(tmp_path, made, seed, language):
    shuffle = random.Random(seed)
    ids = ["key", "decision", "reason", "reviewer", "process", "own"]
    shuffle.shuffle(ids)
    heads = ["My notes" if id == "own" else say(f"workbook.columns.{id}", language) for id in ids]

    def values(d):
        label = say(f"workbook.verdicts.{d.verdict}", language) if d.verdict else None
        return {
            "key": d.requirement,
            "decision": label,
            "reason": d.reason,
            "reviewer": d.reviewer,
            "process": d.process,
            "own": "note",
        }

    rows = [[values(d)[id] for id in ids] for d in made] + [
        [None] * len(ids),
        ["note" if id == "own" else "" for id in ids],
    ]
    shuffle.shuffle(rows)
    found, problems = read_decisions(saved(tmp_path, [["title"], heads, *rows]))
    assert problems == ()
    assert by_key(found) == by_key(made)


def test_a_workbook_saved_by_libreoffice_gives_every_decision_back(tmp_path):
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    register = fake.register()
    write_workbook(register, tmp_path / "w.xlsx", "vi")
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(tmp_path / "again"),
            str(tmp_path / "w.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    assert read_decisions(tmp_path / "again" / "w.xlsx") == read_decisions(tmp_path / "w.xlsx")
    assert len(read_decisions(tmp_path / "again" / "w.xlsx")[0]) == 4
