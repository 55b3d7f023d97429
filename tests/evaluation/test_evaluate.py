"""``transition evaluate`` on the sheets people have: CSV with semicolons, workbooks, JSON lines, folders."""

import json
import shutil

import openpyxl
import pytest

from tests.conftest import ROOT
from transition.cli import run
from transition.errors import InputError
from transition.evaluation.labels import labels_of
from transition.reports.labels import read_labels

PASSAGES = [
    ("Each delivery is checked by the storekeeper against the purchase order before it is put on the shelf.", "7.4.3"),
    ("The internal auditor writes the audit report within a week of the audit.", "8.2.2"),
]


def figures(capsys, *arguments):
    code = run(["evaluate", *map(str, arguments), "--json", "--quiet"])
    out, err = capsys.readouterr()
    assert code == 0, err
    return json.loads(out)["figures"]


def named(found, part, name):
    return next(f["value"] for f in found[part] if f["name"].endswith(name))


def test_a_sheet_with_semicolons_and_a_byte_order_mark(tmp_path, capsys):
    sheet = tmp_path / "nhãn.csv"
    rows = ["text;clause_2008;heading", *(f"{text};{clause};" for text, clause in PASSAGES)]
    sheet.write_text("\n".join(rows), encoding="utf-8-sig")
    assert named(figures(capsys, sheet), "mapping", "2008 en, heading shown: section first") == 1


def test_a_workbook_and_json_lines_say_the_same(tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active.append(["Text", "Clause_2008", "Language"])
    for text, clause in PASSAGES:
        book.active.append([text, clause, "en"])
    book.save(tmp_path / "labels.xlsx")
    lines = [json.dumps({"text": text, "clause_2008": [clause], "lang": "en"}) for text, clause in PASSAGES]
    (tmp_path / "labels.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert figures(capsys, tmp_path / "labels.xlsx") == figures(capsys, tmp_path / "labels.jsonl")


def test_a_folder_with_labels_is_measured_with_its_documents(tmp_path, capsys):
    sample = ROOT / "samples" / "precision-parts"
    shutil.copy(sample / "labels.csv", tmp_path)
    for file in sample.glob("QP-0*.docx"):
        shutil.copy(file, tmp_path)
    found = figures(capsys, tmp_path)
    assert {"sections", "verdicts"} <= set(found)
    assert named(found, "verdicts", "agreement outside review") > 0
    assert any(f["name"].startswith("baseline TF-IDF") for f in found["verdicts"])


@pytest.mark.parametrize("language", ["en", "vi"])
def test_traps_and_twins_stay_told_apart(language, capsys):
    """Floors a little below what was measured when the suite was built; the figures are printed by the benchmark."""
    found = figures(capsys, ROOT / "tests" / "traps" / f"{language}.csv")
    assert named(found, "traps", "traps") >= 0.85
    assert named(found, "traps", "twins") >= 0.78


def test_rows_that_cannot_be_used_are_counted_not_guessed(pack):
    rows = [
        {"requirement": "9.9.9-z", "verdict": "met"},
        {"text": "no clause"},
        {"requirement": "4.1-1", "verdict": "gap|partial", "sure": "no"},
    ]
    labels, unused = labels_of(rows, pack)
    assert unused == 2
    assert labels[0].verdicts == ("gap", "partial")
    assert not labels[0].sure


def test_what_is_no_sheet_is_refused_in_a_sentence(tmp_path, capsys):
    with pytest.raises(InputError):
        read_labels(tmp_path / "nothing.csv")
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{not json", encoding="utf-8")
    assert run(["evaluate", str(broken), "--report-language", "en"]) == 3
    assert "broken.jsonl" in capsys.readouterr().err
    empty = tmp_path / "empty.csv"
    empty.write_text("colour,size\nred,3\n", encoding="utf-8")
    assert run(["evaluate", str(empty), "--report-language", "vi"]) == 3
    assert "nhãn" in capsys.readouterr().err
