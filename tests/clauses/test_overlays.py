"""A folder that holds only what is new or different, laid over a pack."""

import docx
import pytest
import tiny

from transition.clauses import load_pack
from transition.clauses.checking import examine
from transition.clauses.packs import pack_source
from transition.clauses.records import new_overlay, new_pack
from transition.clauses.sources import read_tables
from transition.errors import PackError

OVER = 'extends = "../tiny"\n'


@pytest.fixture
def below(tmp_path):
    return tiny.write(tmp_path / "tiny")


def overlay(below, files, pack=OVER):
    return tiny.write(below.parent / "mine", {place: rows for place, rows in files.items() if rows}, pack)


def company_rule(id="ACME-1", clause="3"):
    files = {"requirements.csv": [tiny.requirement("2", id, clause, "unchanged", "1", "6")]}
    for language, place in (("en", 2), ("vi", 3)):
        texts = tiny.spoken(language, place)
        files[f"{language}/requirements.csv"] = [{**texts["requirements.csv"][-1], "id": id, "wording": "Lock up."}]
        cues = {"cues": "lock|locks", "hits": "Staff lock up.\nWe lock up.", "misses": "A lamp.\nA cup."}
        files[f"{language}/elements.csv"] = [{**texts["elements.csv"][-1], "requirement": id, **cues}]
    return files


def test_an_overlay_without_rows_says_what_the_pack_below_says(below):
    mine = load_pack(overlay(below, {}))
    assert mine.name == "mine"
    assert mine.requirements == load_pack(below).requirements
    assert mine.sha256 != load_pack(below).sha256


def test_a_company_requirement_stands_by_its_like_and_all_rules_hold(below):
    folder = overlay(below, company_rule())
    assert examine(folder).faults == ()
    ids = [r.id for r in load_pack(folder).of("2")]
    assert ids[:3] == ["3-a", "ACME-1", "4-a"]


def test_a_row_of_the_same_key_takes_the_place(below):
    row = {**tiny.rows()["requirements.csv"][-1], "severity": "major-risk"}
    mine, old = load_pack(overlay(below, {"requirements.csv": [row]})), load_pack(below)
    assert mine.requirement(row["id"]).severity == "major-risk"
    assert [r.id for r in mine.requirements] == [r.id for r in old.requirements]
    assert mine.requirement("3-a") == old.requirement("3-a")


def test_own_text_comes_with_its_requirement(below):
    folder = overlay(below, {"en/own_text.csv": [{"edition": "2", "id": "3-a", "text": "What our licence\nallows."}]})
    assert load_pack(folder).requirement("3-a").own_text == {"en": "What our licence\nallows."}
    assert load_pack(below).requirement("3-a").own_text == {}


def test_rows_are_removed_with_all_that_details_them(below):
    removed = [{"file": "requirements.csv", "key": "2 | 4-b"}]
    mine = load_pack(overlay(below, {"remove.csv": removed}))
    assert "4-b" not in [r.id for r in mine.requirements]


def test_a_removal_that_finds_nothing_is_named(below):
    with pytest.raises(PackError) as error:
        load_pack(overlay(below, {"remove.csv": [{"file": "requirements.csv", "key": "2 | 4-z"}]}))
    assert error.value.faults == (("remove-nothing", {"file": "requirements.csv", "key": "2 | 4-z"}),)


def test_one_language_may_be_left_out(below):
    mine = load_pack(overlay(below, {}, OVER + 'languages = ["vi"]\n'))
    assert set(mine.requirement("3-a").wording) == {"vi"}


def test_overlays_lie_upon_each_other_but_never_in_a_circle(below):
    overlay(below, company_rule())
    top = tiny.write(
        below.parent / "top",
        {"remove.csv": [{"file": "requirements.csv", "key": "2 | ACME-1"}]},
        'extends = "../mine"\n',
    )
    assert load_pack(top).requirements == load_pack(below).requirements
    (below / "pack.toml").write_text('extends = "../top"\n' + tiny.PACK, encoding="utf-8")
    with pytest.raises(PackError) as error:
        load_pack(top)
    assert error.value.code == "pack-extends-itself"


def test_a_change_below_is_seen_above(below):
    folder = overlay(below, {})
    assert load_pack(folder).clauses[0].titles["en"] == "en title 1"
    files = tiny.rows()
    files["en/clauses.csv"][0]["title"] = "Changed"
    tiny.write(below, files)
    assert load_pack(folder).clauses[0].titles["en"] == "Changed"


def test_an_overlay_is_begun_and_copied_whole(below, tmp_path):
    tables = read_tables(pack_source(below))
    new_overlay(tables, "../tiny", tmp_path / "begun")
    assert load_pack(tmp_path / "begun").requirements == load_pack(below).requirements
    folder = overlay(below, company_rule())
    new_pack(read_tables(pack_source(folder)), tmp_path / "whole")
    assert load_pack(tmp_path / "whole").requirements == load_pack(folder).requirements
    assert load_pack(tmp_path / "whole").name == "whole"
    with pytest.raises(PackError) as error:
        new_pack(tables, tmp_path / "whole")
    assert error.value.code == "pack-folder-used"


def test_documents_are_judged_by_a_company_requirement(tmp_path):
    from transition.pipeline import analyze, read_documents

    files = company_rule("ACME-1", "8.5.1")
    files["requirements.csv"][0].update(edition="2015", counterparts="7.5.1")
    for language in ("en", "vi"):
        for name in ("requirements.csv", "elements.csv"):
            files[f"{language}/{name}"][0]["edition"] = "2015"
        files[f"{language}/elements.csv"][0]["cues"] = "welding booth + locked"
        files[f"{language}/elements.csv"][0]["hits"] = "The welding booth is locked.\nA locked welding booth."
    folder = tiny.write(tmp_path / "mine", files, 'extends = "iso9001-2008-2015"\n')
    document = docx.Document()
    document.add_heading("Production", 1)
    document.add_paragraph("The welding booth shall be locked by the foreman every evening.")
    document.save(tmp_path / "QP-01.docx")
    register = analyze(read_documents(tmp_path / "QP-01.docx"), load_pack(folder))
    verdicts = {e.requirement.id: e.verdict for e in register.entries}
    assert len(verdicts) == 327
    assert verdicts["ACME-1"] == "met"
