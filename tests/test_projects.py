"""A project from its first day to a second opinion, by the commands a person would type."""

from __future__ import annotations

import json
import os
import re
import shutil

import docx
import openpyxl
import pytest

from tests.test_cli import decide, transition


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A project that has been run once."""
    folder = tmp_path_factory.mktemp("projects") / "Dự án 1"
    made = transition("init", folder)
    assert made.returncode == 0, made.stderr
    document = docx.Document()
    document.add_paragraph("The buyer evaluates suppliers every year and records the result on form F-07.")
    document.save(folder / "documents" / "QP-07 Mua hàng.docx")
    result = transition("analyze", folder, "--today", "2026-01-15", "--only", "workbook,json")
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture
def project(begun, tmp_path):
    return shutil.copytree(begun, tmp_path / "project")


def record(project):
    return json.loads((project / "out" / "register.json").read_text(encoding="utf-8"))


def entry(project, key):
    return next(e for e in record(project)["entries"] if e["requirement"] == key)


def test_init_makes_a_project_that_explains_itself_and_never_writes_over_one(tmp_path):
    for language, word in (("en", "deadline"), ("vi", "Những gì không áp dụng")):
        folder = tmp_path / language
        assert transition("init", folder, "--report-language", language).returncode == 0
        assert {p.name for p in folder.iterdir()} >= {
            "transition.toml",
            "documents",
            "decisions.sqlite",
            "decisions.jsonl",
        }
        file = folder / "transition.toml"
        assert word in file.read_text(encoding="utf-8")
        file.write_text('client = "Ours"\n', encoding="utf-8")
        again = transition("init", folder)
        assert again.returncode == 0
        assert file.read_text(encoding="utf-8") == 'client = "Ours"\n'


def test_every_line_of_the_settings_can_be_used_as_it_stands(project):
    file = project / "transition.toml"
    text = file.read_text(encoding="utf-8")
    text = re.sub(
        r'^# (\S+) = ""',
        r'\1 = "because"',
        re.sub(r"^# (\w+ = 2)", r"\1", text, flags=re.MULTILINE),
        flags=re.MULTILINE,
    )
    file.write_text(text, encoding="utf-8")
    result = transition("analyze", project, "--today", "2026-01-16", "--only", "json", "--quiet")
    assert result.returncode == 0, result.stderr
    found = record(project)
    assert found["run"]["settings"]["date_deadline"] == "2027-06-30"
    assert "because" in found["run"]["settings"]["not_applicable"]
    declared = [e for e in found["entries"] if e["verdict"] == "not-applicable"]
    assert declared
    assert all("because" in e["why"] and e["decision"] is None for e in declared)


def test_a_project_keeps_out_of_its_reports_what_is_not_a_report(begun):
    assert {p.name for p in (begun / "out").iterdir()} == {
        "gap-workbook.xlsx",
        "register.json",
        "register.csv",
        "passages.jsonl",
    }
    assert record(begun)["run"]["today"] == "2026-01-15"


def test_what_is_typed_into_the_workbook_is_recorded_by_the_next_run_and_outlives_the_workbook(project):
    key = decide(project / "out" / "gap-workbook.xlsx", your_decision="Met", reviewer="Lan", reason="seen")
    waiting = transition("status", project)
    assert "3" in waiting.stdout.splitlines()[-1]
    assert transition("analyze", project, "--today", "2026-01-16").returncode == 0
    shutil.rmtree(project / "out")
    assert transition("analyze", project, "--today", "2026-01-17", "--only", "json").returncode == 0
    assert entry(project, key)["decision"]["reviewer"] == "Lan"
    line = json.loads((project / "decisions.jsonl").read_text(encoding="utf-8"))
    assert (line["key"], line["verdict"], line["history"][0]["when"]) == (key, "met", "2026-01-16")


def test_two_reviewers_agree_or_nothing_comes_in(project, tmp_path):
    anna, ben = (shutil.copy(project / "out" / "gap-workbook.xlsx", tmp_path / f"{n}.xlsx") for n in ("anna", "ben"))
    key = decide(anna, your_decision="Met", reviewer="Anna")
    decide(ben, your_decision="Gap")
    refused = transition("review", project, "--import", anna, ben)
    assert refused.returncode == 3
    assert all(word in refused.stderr for word in (key, "anna.xlsx", "ben.xlsx", "Met", "Gap"))
    assert (project / "decisions.jsonl").read_text(encoding="utf-8") == ""
    vietnamese = transition("review", project, "--import", anna, "--import", ben, "--report-language", "vi")
    assert vietnamese.returncode == 3
    assert "Đáp ứng trong anna.xlsx" in vietnamese.stderr
    decide(ben, your_decision="Met", priority="High")
    dry = transition("review", project, "--import", anna, ben, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert (project / "decisions.jsonl").read_text(encoding="utf-8") == ""
    taken = transition("review", project, "--import", anna, ben)
    assert taken.returncode == 0
    assert taken.stdout.splitlines()[1:] == dry.stdout.splitlines()[1:]
    assert f"1 ({key})" in transition("status", project).stdout
    again = transition("review", project, "--import", anna, ben)
    assert (again.returncode, len(again.stdout.splitlines())) == (0, 3)


def test_a_cell_that_cannot_be_taken_stops_the_run_before_the_workbook_is_written_over(project):
    workbook = project / "out" / "gap-workbook.xlsx"
    decide(workbook, your_decision="Mett")
    before = workbook.read_bytes()
    result = transition("analyze", project)
    assert result.returncode == 3
    assert "Mett" in result.stderr
    assert "Traceback" not in result.stderr
    assert workbook.read_bytes() == before


def test_a_flag_rules_over_the_environment_and_that_over_the_file(project, monkeypatch, tmp_path):
    monkeypatch.setenv("TRANSITION_REPORT_LANGUAGE", "vi")
    monkeypatch.setenv("TRANSITION_OUT", str(tmp_path / "elsewhere"))
    transition("analyze", project, "--only", "workbook", "--quiet")
    assert "Tổng hợp" in " ".join(openpyxl.load_workbook(tmp_path / "elsewhere" / "gap-workbook.xlsx").sheetnames)
    transition("analyze", project, "--only", "workbook", "--quiet", "--report-language", "en", "-o", tmp_path / "flag")
    assert openpyxl.load_workbook(tmp_path / "flag" / "gap-workbook.xlsx").sheetnames[0] == "Summary"
    # Without a project the environment counts too.
    plain = transition("analyze", project / "documents", "--only", "json", "--quiet")
    assert plain.returncode == 0, plain.stderr
    assert (tmp_path / "elsewhere" / "register.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["review", "{project}"], 2),
        (["review", "{project}", "--import", "nowhere.xlsx"], 3),
        (["review", ".", "--import", "nowhere.xlsx"], 3),
        (["status", "."], 3),
        (["status", "{project}", "--today", "soon"], 2),
        (["init", "{project}/transition.toml"], 3),
        (["status", "{project}"], 0),
        (["explain", "9.3.2-e", "{project}"], 0),
    ],
)
def test_wrong_use_ends_with_its_code_and_no_traceback(arguments, code, project, tmp_path):
    result = transition(*(a.format(project=project) for a in arguments), cwd=tmp_path)
    assert result.returncode == code, result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr


@pytest.mark.parametrize("language", ["en", "vi"])
def test_settings_that_are_wrong_are_all_named(project, language):
    (project / "transition.toml").write_text('langage = "vi"\n[not_applicable]\ndesign = ""\n', encoding="utf-8")
    result = transition("analyze", project, "--report-language", language)
    assert result.returncode == 3
    assert all(word in result.stderr for word in ("langage", "not_applicable.design", "transition.toml"))
    assert "{" not in result.stderr


def test_a_second_run_at_the_same_time_is_told_to_wait(project):
    from transition.store.lock import locked

    with locked(project):
        result = transition("review", project, "--import", project / "out" / "gap-workbook.xlsx")
    assert result.returncode == 3
    assert os.fspath(project) in result.stderr


def test_the_trend_outlasts_the_folder_of_the_reports(project):
    for day in ("2026-02-01", "2026-03-01"):
        shutil.rmtree(project / "out")
        assert transition("analyze", project, "--today", day, "--only", "json", "--quiet").returncode == 0
    days = [line.split(",")[0] for line in (project / "out" / "trend.csv").read_text(encoding="utf-8").splitlines()[1:]]
    assert days[-2:] == ["2026-02-01", "2026-03-01"]
    assert len(days) == 3
