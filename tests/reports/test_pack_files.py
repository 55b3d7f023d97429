"""A clause pack as a workbook and as OSCAL."""

import io
import subprocess
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clauses import tiny
from transition.clauses import load_pack
from transition.clauses.packs import pack_source
from transition.clauses.records import cell_choices, foreign_sheets, to_sheets, write_sheets
from transition.clauses.sources import read_tables
from transition.errors import InputError, PackError
from transition.reports.oscal import mapping_collection, write_oscal
from transition.reports.pack_workbook import pack_workbook_bytes, read_pack_workbook, write_pack_workbook

NAME = "iso9001-2008-2015"


def sheets_of(name):
    return to_sheets(read_tables(pack_source(name)))


def same(one, other):
    return replace(one, sha256="", name="") == replace(other, sha256="", name="")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    file = tmp_path_factory.mktemp("pack") / "pack.xlsx"
    write_pack_workbook(sheets_of(NAME), file, cell_choices(("en", "vi")))
    return file


def test_the_workbook_comes_back_as_the_same_pack(workbook, tmp_path, pack):
    write_sheets(read_pack_workbook(workbook), tmp_path / "back")
    assert same(load_pack(tmp_path / "back"), pack)


def test_what_was_edited_comes_back_and_nothing_else(workbook, tmp_path, pack):
    book = openpyxl.load_workbook(workbook)
    sheet = book["requirements.vi"]
    heads = [cell.value for cell in sheet[1]]
    row = next(r for r in sheet.iter_rows(min_row=2) if [c.value for c in r[:2]] == ["2015", "9.3.2-e"])
    row[heads.index("action")].value = "Việc làm mới"
    book["terms"].append(["new-word", "term", True])
    for language in ("en", "vi"):
        book[f"terms.{language}"].append(["new-word", "new word", "newer word", "no need"])
    book["correspondence"]["G2"].value = 0.25
    book.create_sheet("My notes")["A1"] = "to do"
    book.save(tmp_path / "edited.xlsx")
    sheets = read_pack_workbook(tmp_path / "edited.xlsx")
    assert foreign_sheets(sheets) == ("My notes",)
    write_sheets(sheets, tmp_path / "back")
    edited = load_pack(tmp_path / "back")
    assert edited.requirement("9.3.2-e").action["vi"] == "Việc làm mới"
    assert edited.terms[:-1] == pack.terms
    assert (edited.terms[-1].id, edited.terms[-1].needed) == ("new-word", True)
    assert edited.correspondence[0].strength == 0.25
    assert edited.correspondence[1:] == pack.correspondence[1:]
    assert sum(a != b for a, b in zip(edited.requirements, pack.requirements, strict=True)) == 1


def test_it_opens_as_a_tidy_workbook(workbook):
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames[:3] == ["pack", "clauses", "requirements"]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert all(cell.font.bold for cell in sheet[1])
        assert all(9 <= sheet.column_dimensions[cell.column_letter].width <= 65 for cell in sheet[1])
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert all(isinstance(cell.value, str) and cell.number_format == "@" for cell in cells)
    rules = {rule.formula1 for rule in book["correspondence"].data_validations.dataValidation}
    assert '"equal,subset,superset,intersects,none"' in rules
    assert '"yes,no"' in rules


def test_the_same_pack_gives_the_same_bytes(workbook):
    assert pack_workbook_bytes(sheets_of(NAME), cell_choices(("en", "vi"))) == workbook.read_bytes()


def test_calc_opens_and_saves_it_without_loss(office, workbook, tmp_path, pack):
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        tmp_path,
        workbook,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    write_sheets(read_pack_workbook(tmp_path / "pack.xlsx"), tmp_path / "back")
    assert same(load_pack(tmp_path / "back"), pack)


# Letters a cell can hold; line ends come back as the one sort CSV files have.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n"), max_size=60)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=5))
def test_any_text_comes_back_as_it_was(rows):
    data = pack_workbook_bytes({"notes": [["a", "b", "c"], *rows]})
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = [[cell or "" for cell in row] for row in book["notes"].iter_rows(min_row=2, values_only=True)]
    while rows and not any(rows[-1]):
        rows = rows[:-1]
    assert found[: len(rows)] == rows


def test_what_is_no_workbook_or_lacks_sheets_is_told(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    with pytest.raises(InputError) as error:
        read_pack_workbook(tmp_path / "a.xlsx")
    assert error.value.code == "pack-not-a-workbook"
    sheets = sheets_of(tiny.write(tmp_path / "tiny"))
    del sheets["guards.vi"]
    with pytest.raises(PackError) as error:
        write_sheets(sheets, tmp_path / "back")
    assert error.value.details == {"missing": "guards.vi"}
    assert not (tmp_path / "back").exists()


def test_the_clause_map_is_sound_oscal(pack, tmp_path):
    mapping = pytest.importorskip("trestle.oscal.mapping", reason="compliance-trestle is not installed")
    write_oscal(pack, tmp_path / "map.json", "2026-11-24")
    read = mapping.MappingCollection.oscal_read(tmp_path / "map.json")
    assert [len(m.maps) for m in read.mappings] == [
        sum(c.from_edition == edition and bool(c.old and c.new) for c in pack.correspondence)
        for edition in ("2008", "2015")
    ]


def test_values_are_those_of_the_oscal_metaschema(pack):
    # The metaschema of OSCAL 1.2 lists them; its JSON schema, and so compliance-trestle, takes any token.
    record = mapping_collection(pack, "2026-11-24")["mapping-collection"]
    provenance, maps = record["provenance"], [m for mapping in record["mappings"] for m in mapping["maps"]]
    assert provenance["method"] in ("human", "automation", "hybrid")
    assert provenance["matching-rationale"] in ("syntactic", "semantic", "functional")
    assert provenance["status"] in ("complete", "not-complete", "draft", "deprecated", "superseded")
    relations = {"equivalent-to", "equal-to", "subset-of", "superset-of", "intersects-with", "no-relationship"}
    assert {m["relationship"] for m in maps} <= relations
    assert {m["confidence-score"]["category"] for m in maps} <= {"unspecified", "high", "medium", "low"}
    assert {item["type"] for m in maps for item in (*m["sources"], *m["targets"])} == {"control"}
    resources = {f"#{r['uuid']}" for r in record["back-matter"]["resources"]}
    assert {mapping["target-resource"]["href"] for mapping in record["mappings"]} == resources


def test_relations_are_read_from_source_to_target(tmp_path):
    files = tiny.rows()
    for row in files["correspondence.csv"]:
        if row["old"] == "1":
            row.update(relation="subset", strength="0.9" if row["from_edition"] == "1" else "0.4", change="extended")
    pack = load_pack(tiny.write(tmp_path / "tiny", files))
    record = mapping_collection(pack, "2026-11-24", "vi")["mapping-collection"]
    told = [
        (m["sources"][0]["id-ref"], m["relationship"], m["targets"][0]["id-ref"], m["coverage"]["target-coverage"])
        for mapping in record["mappings"]
        for m in mapping["maps"]
    ]
    assert told == [
        ("clause-1", "subset-of", "clause-3", 0.9),
        ("clause-2", "equal-to", "clause-4", 0.75),
        ("clause-3", "superset-of", "clause-1", 0.4),
        ("clause-4", "equal-to", "clause-2", 0.75),
    ]
    assert record["metadata"]["title"] == "XYZ 5:1 sang XYZ 5:2"
    assert record["mappings"][0]["maps"][0]["remarks"] == "vi reason; with a semicolon"


def test_clauses_without_counterpart_are_listed_and_ids_stay(pack):
    record = mapping_collection(pack, "2026-11-24")["mapping-collection"]
    later = mapping_collection(replace(pack, sha256="0"), "2026-11-25")["mapping-collection"]
    forward = record["mappings"][0]
    assert "clause-7.1.6" in forward["target-gap-summary"]["unmapped-controls"][0]["with-ids"]
    assert "clause-4.4.1" not in forward["target-gap-summary"]["unmapped-controls"][0]["with-ids"]
    assert later["uuid"] != record["uuid"]
    assert later["mappings"] == record["mappings"]
    ids = [m["uuid"] for mapping in record["mappings"] for m in mapping["maps"]]
    assert len(set(ids)) == len(ids)
