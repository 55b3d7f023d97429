"""The real command, run as a user runs it."""

import json
import os
import shutil
import subprocess
import sys
import zipfile

import docx
import jsonschema
import openpyxl
import pytest

from tests.conftest import ROOT, SAMPLES
from transition.reports.exchange import register_schema

FILES = {
    "register.json",
    "passages.jsonl",
    "register.csv",
    "gap-workbook.xlsx",
    "summary.html",
    "summary.docx",
    "interviews.docx",
}
OUTPUTS = FILES | {"worksheets", "annotated"}


def transition(*arguments, cwd=None, language="en_US.UTF-8"):
    environment = {**os.environ, "LC_ALL": language, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "transition", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=cwd, env=environment, check=False, timeout=300
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    document = docx.Document()
    document.add_heading("1 Supplier evaluation", 1)
    document.add_paragraph("The buyer evaluates suppliers every year and records the result on form F-07.")
    document.save(folder / "QP-07 Mua hàng.docx")
    return folder


@pytest.fixture(scope="module")
def finished(small, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "deep" / "er"
    result = transition("analyze", small, "-o", out, "--today", "2026-01-15")
    assert result.returncode == 0, result.stderr
    return out


def test_help_lists_the_verbs():
    result = transition("--help")
    assert result.returncode == 0
    assert all(verb in result.stdout for verb in ("analyze", "explain", "doctor", "read"))


def test_a_run_leaves_the_deliverables_and_nothing_else(finished):
    assert {p.name for p in finished.iterdir()} == OUTPUTS


def test_the_register_obeys_its_schema(finished):
    record = json.loads((finished / "register.json").read_text(encoding="utf-8"))
    jsonschema.validate(record, register_schema())
    assert len(record["entries"]) == 326
    assert [d["path"] for d in record["documents"]] == ["QP-07 Mua hàng.docx"]


def test_two_runs_give_the_same_bytes(small, finished, tmp_path):
    transition("analyze", small, "-o", tmp_path, "--today", "2026-01-15")
    made = [p.relative_to(finished) for p in sorted(finished.rglob("*")) if p.is_file()]
    assert len(made) > len(FILES) + 28
    for name in made:
        assert (tmp_path / name).read_bytes() == (finished / name).read_bytes(), name


def test_json_prints_one_document_and_nothing_else(small, tmp_path):
    result = transition("analyze", small, "-o", tmp_path, "--json", "--only", "json")
    record = json.loads(result.stdout)
    assert record["schema"] == "transition.register/1"
    assert {p.name for p in tmp_path.iterdir()} == {"register.json", "passages.jsonl", "register.csv"}


def test_one_good_file_among_four_bad_ones(small, tmp_path):
    folder = tmp_path / "in"
    shutil.copytree(small, folder)
    good = next(folder.glob("*.docx"))
    (folder / "text.docx").write_text("only text", encoding="utf-8")
    (folder / "empty.docx").write_bytes(b"")
    (folder / "cut.docx").write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    encrypted = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1024) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)
    (folder / "locked.docx").write_bytes(encrypted)
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    result = transition("analyze", folder, "-o", tmp_path / "out", "--json")
    assert result.returncode == 4
    record = json.loads(result.stdout)
    named = {p["document"]: p for p in record["problems"] if p["severity"] == "error"}
    assert set(named) == {"text.docx", "empty.docx", "cut.docx", "locked.docx"}
    assert all(p["message"] and p["hint"] for p in named.values())
    assert len({p["code"] for p in named.values()}) == 4
    assert [d["path"] for d in record["documents"]] == [good.name]
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["analyze", "nowhere", "-o", "out"], 3),
        (["analyze", "."], 2),
        (["analyze", ".", "-o", "out", "--only", "everything"], 2),
        (["analyze", ".", "-o", "out", "--today", "tomorrow"], 2),
        (["analyze", ".", "-o", "out", "--pack", "no-such-pack"], 3),
        (["analyze", ".", "-o", "out"], 3),
        (["explain", "99.9-z"], 2),
        (["explain", "9.3.2-e"], 0),
        (["explain", "9.3.2-e", "nowhere"], 3),
        (["explain", "9.3.2-e", "."], 3),
        (["read", "nowhere.docx"], 3),
        (["doctor"], 0),
        (["nonsense"], 2),
    ],
)
def test_wrong_use_ends_with_its_code_and_no_traceback(arguments, code, tmp_path):
    result = transition(*arguments, cwd=tmp_path)
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert "Verdict" not in result.stdout
    assert code == 0 or result.stderr


def test_messages_follow_the_systems_language(tmp_path):
    result = transition("analyze", "nowhere", "-o", "out", cwd=tmp_path, language="vi_VN.UTF-8")
    assert "Cách xử lý" in result.stderr


def test_fail_on_gap_ends_with_one(small, tmp_path):
    assert transition("analyze", small, "-o", tmp_path, "--fail-on", "gap", "--only", "json").returncode == 1


def test_explain_shows_passage_words_and_rule(finished, small):
    for place in (finished, small):
        result = transition("explain", "8.4.1-3", place)
        assert result.returncode == 0, result.stderr
    entry = json.loads((finished / "register.json").read_text(encoding="utf-8"))["entries"]
    shown = next(e for e in entry if e["verdict"] in ("met", "partial"))
    result = transition("explain", shown["requirement"], finished)
    assert shown["evidence"][0]["quote"] in result.stdout
    assert shown["why"] in result.stdout


def test_explain_uses_the_pack_of_the_run(small, tmp_path):
    assert transition("analyze", small, "-o", tmp_path, "--pack", "iso9001-2015-2026", "--only", "json").returncode == 0
    assert transition("explain", "4.1-climate", tmp_path).returncode == 0
    assert transition("explain", "9.3.2-e", tmp_path).returncode == 2


def test_read_shows_what_was_understood(small):
    result = transition("read", next(small.glob("*.docx")))
    assert result.returncode == 0
    assert "[heading 1 en]" in result.stdout
    assert "records the result on form F-07" in result.stdout


def decide(workbook, **typed):
    book = openpyxl.load_workbook(workbook)
    sheet = book["Gap register"]
    head = next(r for r in sheet.iter_rows(max_row=14) if r[0].value == "Key")
    columns = {cell.value: cell.column for cell in head}
    row = head[0].row + 1
    for name, value in typed.items():
        sheet.cell(row, columns[name.replace("_", " ").capitalize()]).value = value
    book.save(workbook)
    return sheet.cell(row, 1).value


def test_decisions_in_the_workbook_of_an_earlier_run_are_kept(small, tmp_path):
    transition("analyze", small, "-o", tmp_path, "--today", "2026-01-15")
    key = decide(tmp_path / "gap-workbook.xlsx", your_decision="Met", reviewer="Lan", reason="seen in the boardroom")
    assert transition("analyze", small, "-o", tmp_path, "--today", "2026-01-16").returncode == 0
    record = json.loads((tmp_path / "register.json").read_text(encoding="utf-8"))
    entry = next(e for e in record["entries"] if e["requirement"] == key)
    assert (entry["verdict"], entry["decision"]["reviewer"]) == ("met", "Lan")
    kept = [p for p in tmp_path.rglob("*.xlsx") if p.name != "gap-workbook.xlsx"]
    assert len(kept) == 1
    assert zipfile.is_zipfile(kept[0])


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_samples_come_out_whole_in_both_languages(name, language, tmp_path):
    result = transition("analyze", ROOT / "samples" / name, "-o", tmp_path, "--report-language", language)
    assert result.returncode == 0, result.stderr
    assert {p.name for p in tmp_path.iterdir()} == OUTPUTS


def test_reports_of_an_earlier_run_among_the_documents_are_not_read(small, tmp_path):
    folder = tmp_path / "in"
    shutil.copytree(small, folder)
    transition("analyze", folder, "-o", folder / "reports", "--only", "json")
    (folder / "reports" / "worksheets").mkdir(exist_ok=True)
    shutil.copy(next(small.glob("*.docx")), folder / "reports" / "worksheets" / "clause-7.docx")
    record = json.loads(transition("analyze", folder, "-o", folder / "reports", "--only", "json", "--json").stdout)
    assert [d["path"] for d in record["documents"]] == ["QP-07 Mua hàng.docx"]
    assert record["problems"] == []


# --- help and wrong use, in the language that is spoken ---------------------------------------------


def commands(command, path=()):
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_command_and_option_is_explained_in_words_of_the_catalogue(language):
    import typer

    from transition.cli import app
    from transition.cli.help import in_words
    from transition.messages import catalogue

    command = typer.main.get_command(app)
    in_words(command, language)
    texts = set(catalogue("help", language).values())
    told = [c.help for _, c in commands(command)] + [p.help for _, c in commands(command) for p in c.params]
    assert all(told)
    assert set(told) <= texts


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--help"], "Lệnh:"),
        (["analyse"], "Không có lệnh “analyse”"),
        (["analyze"], "Thiếu “PATH”"),
        (["analyze", "x", "--jobs", "many"], "số nguyên"),
        (["analyze", "x", "--jobs", "-1"], "từ 0 trở lên"),
        (["analyze", "x", "--language", "fr"], "auto, en, vi"),
        (["analyze", "x", "--otu", "y"], "Không có tùy chọn --otu"),
        (["analyze", "x", "--out"], "Tùy chọn --out"),
        (["status", "a", "b"], "Thừa trên dòng lệnh: b"),
        (["pack"], "Cách dùng:"),
    ],
)
def test_wrong_use_is_told_in_vietnamese_where_the_system_speaks_it(monkeypatch, capsys, arguments, told):
    from transition.cli import run

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "vi_VN.UTF-8")
    assert run(arguments) == (0 if arguments == ["--help"] else 2)
    heard = "".join(capsys.readouterr())
    assert told in heard
    assert not any(word in heard for word in ("Usage", "Options", "Try ", "Error", "Invalid", "such", "{name"))


def test_the_language_can_be_asked_for_before_anything_is_understood(monkeypatch, capsys):
    from transition.cli import run

    monkeypatch.delenv("TRANSITION_REPORT_LANGUAGE", raising=False)
    assert run(["status", "a", "b", "--report-language=vi"]) == 2
    assert "Thừa" in capsys.readouterr().err
    monkeypatch.setenv("TRANSITION_REPORT_LANGUAGE", "vi")
    assert run(["status", "a", "b", "--report-language", "en"]) == 2
    assert "Too much on the command line: b" in capsys.readouterr().err


def test_nothing_usable_leaves_no_folder_and_judges_nothing(tmp_path, capsys):
    from transition.cli import run

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notes.txt").write_text("x", encoding="utf-8")
    assert run(["analyze", str(tmp_path / "in"), "-o", str(tmp_path / "a" / "b"), "--jobs", "0"]) == 3
    assert not (tmp_path / "a").exists()
    assert "Judging" not in capsys.readouterr().err
    (tmp_path / "kept").mkdir()
    assert run(["analyze", str(tmp_path / "in"), "-o", str(tmp_path / "kept"), "--jobs", "0"]) == 3
    assert (tmp_path / "kept").is_dir()
