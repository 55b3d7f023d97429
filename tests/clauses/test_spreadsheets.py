"""Packs as Excel and LibreOffice Calc save them."""

import csv
import shutil
import subprocess

import pytest
import tiny

from transition.clauses import load_pack
from transition.clauses.packs import pack_folder
from transition.errors import PackError

HABITS = {
    "excel": {"encoding": "utf-8-sig", "lineterminator": "\r\n"},
    "excel, decimal comma": {"encoding": "utf-8-sig", "lineterminator": "\r\n", "delimiter": ";"},
    "excel, unicode text": {"encoding": "utf-16", "lineterminator": "\r\n", "delimiter": "\t"},
    "calc, all quoted": {"encoding": "utf-8", "quoting": csv.QUOTE_ALL, "delimiter": ";"},
    "old mac": {"encoding": "utf-8", "lineterminator": "\r", "quoting": csv.QUOTE_ALL},
}


@pytest.mark.parametrize("habit", HABITS)
def test_every_way_to_save_gives_the_same_pack(tmp_path, habit):
    plain = load_pack(tiny.write(tmp_path / "plain"))
    files = tiny.rows()
    if habit == "excel, decimal comma":
        for row in files["correspondence.csv"]:
            row["strength"] = row["strength"].replace(".", ",")
    for row in files["correspondence.csv"]:
        row["symmetric"] = "TRUE"
    for row in files["terms.csv"]:
        row["needed"] = "FALSE"
    saved = load_pack(tiny.write(tmp_path / "saved", files, **HABITS[habit]))
    assert (saved.requirements, saved.correspondence, saved.terms) == (
        plain.requirements,
        plain.correspondence,
        plain.terms,
    )


def test_empty_columns_rows_and_a_line_that_names_the_separator_do_not_count(tmp_path):
    folder = tiny.write(tmp_path / "tiny")
    plain = load_pack(folder)
    file = folder / "terms.csv"
    head, *rows = file.read_text(encoding="utf-8").replace(",", ";").splitlines()
    file.write_text("\n".join(["sep=;", head + ";;", *(row + ";;" for row in rows), ";;;;", ""]), encoding="utf-8")
    assert load_pack(folder).terms == plain.terms


@pytest.mark.parametrize(
    "value", ["2003-02-04", "2003-02-04 00:00:00", "4.2.2003", "04/02/2003", "04. Jan", "4-thg 1", "10-Feb-03"]
)
def test_a_clause_number_that_became_a_date_is_told(tmp_path, value):
    files = tiny.rows()
    files["clauses.csv"][1]["number"] = value
    with pytest.raises(PackError) as error:
        load_pack(tiny.write(tmp_path / "tiny", files))
    assert error.value.faults == (
        ("became-date", {"file": "clauses.csv", "row": "3", "column": "number", "value": value}),
    )


def test_numbers_and_ids_of_standards_are_no_dates(tmp_path):
    files = tiny.rows()
    for number in ("4.2.3", "10.2", "A.8", "Annex A", "7.1.5.2", "12"):
        files["clauses.csv"].append({**tiny.clause("2", number), "carries_requirements": "no"})
    assert len(load_pack(tiny.write(tmp_path / "tiny", files)).clauses) == 10


def test_letters_and_marks_stored_apart_are_joined(tmp_path):
    import unicodedata

    plain = load_pack(tiny.write(tmp_path / "plain"))
    files = tiny.rows()
    for row in files["vi/elements.csv"]:
        row.update({k: unicodedata.normalize("NFD", v) for k, v in row.items()})
    assert load_pack(tiny.write(tmp_path / "mac", files)).requirements == plain.requirements


def test_a_text_cut_at_a_comma_is_told(tmp_path):
    folder = tiny.write(tmp_path / "tiny")
    with (folder / "vi/vocabulary.csv").open("a", encoding="utf-8") as text:
        text.write("law,Nghị định, Thông tư\n")
    with pytest.raises(PackError) as error:
        load_pack(folder)
    assert error.value.faults == (("beyond", {"file": "vi/vocabulary.csv", "row": "3", "value": " Thông tư"}),)


def test_wrong_letters_and_heads_are_told(tmp_path):
    folder = tiny.write(tmp_path / "tiny")
    tiny.write(folder, {"vi/clauses.csv": tiny.rows()["vi/clauses.csv"]}, encoding="utf-16-be")
    with pytest.raises(PackError) as error:
        load_pack(folder)
    assert error.value.code in ("pack-not-utf8", "pack-columns")
    tiny.write(folder)
    file = folder / "conditions.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("id", " ID "), encoding="utf-8")
    assert load_pack(folder).conditions
    file = folder / "vi/terms.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("advice", "advise"), encoding="utf-8")
    with pytest.raises(PackError) as error:
        load_pack(folder)
    assert error.value.faults == (("column-near", {"file": "vi/terms.csv", "value": "advise", "near": "advice"}),)


def _by_calc(office, tmp_path, files, filter):
    """Open files in LibreOffice Calc as text columns and save them as CSV."""
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    out = tmp_path / "calc"
    load = (
        "--infilter=CSV:44,34,76,1,1/2/2/2/3/2/4/2/5/2/6/2/7/2/8/2/9/2/10/2/11/2/12/2/13/2/14/2/15/2,0,false,true,false"
    )
    command = [office, profile, "--headless", load, "--convert-to", filter, "--outdir", out, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out


def test_a_pack_edited_in_calc_and_saved_with_semicolons_works(office, tmp_path):
    mine = tmp_path / "mine"
    shutil.copytree(pack_folder("iso9001-2008-2015"), mine)
    for place in (".", "en", "vi"):
        files = sorted((mine / place).glob("*.csv"))
        # Semicolons, quotes around every text, UTF-8; the command line of older versions adds no byte order mark.
        saved = _by_calc(office, tmp_path, files, "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true,true,false")
        for file in files:
            text = (saved / file.name).read_text(encoding="utf-8-sig")
            file.write_text(text, encoding="utf-8-sig", newline="\r\n")
        shutil.rmtree(saved)
    terms = mine / "vi" / "terms.csv"
    text = terms.read_text(encoding="utf-8-sig")
    assert '"id";"cues"' in text
    terms.write_text("\ufeff" + text.replace("QMR", "QMR; ĐDLĐCL", 1), encoding="utf-8")
    edited, shipped = load_pack(mine), load_pack()
    assert edited.requirements == shipped.requirements
    assert edited.correspondence == shipped.correspondence
    assert [t.id for t in edited.terms if t not in shipped.terms] == ["management-representative"]
