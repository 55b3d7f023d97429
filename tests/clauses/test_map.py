"""The clause map of the shipped packs, what stands beside it, and the rules that keep it sound."""

import re
import shutil
from dataclasses import replace

import pytest

from transition.clauses import load_pack, pack_folder
from transition.clauses.about import About
from transition.clauses.examples import greedy_cues, untrue_examples
from transition.clauses.map_rules import (
    MAP_RULES,
    documented_mismatch,
    forgotten_clause,
    uncertain,
    uneven_pair,
    unmapped,
    unrelated,
    wrong_disagreement,
)
from transition.clauses.packs import maps_folder, pack_source
from transition.clauses.profile_tables import PROFILE_TABLES
from transition.clauses.profiles import About as Profile
from transition.clauses.rules import faults
from transition.clauses.tables import REMOVED, TABLES, choices
from transition.messages import say

NEXT = "iso9001-2015-2026"


@pytest.fixture(scope="module")
def later():
    return load_pack(NEXT)


def pair(pack, old, new, edition="2008"):
    return next(c for c in pack.correspondence if (c.from_edition, c.old, c.new) == (edition, old, new))


def changed(pack, old, new, edition="2008", **values):
    wanted = pair(pack, old, new, edition)
    rows = tuple(replace(c, **values) if c is wanted else c for c in pack.correspondence)
    return replace(pack, correspondence=rows)


def test_every_pair_has_a_reason_of_its_own_in_both_languages(pack):
    forward = [c for c in pack.correspondence if c.from_edition == pack.from_edition]
    for language in pack.languages:
        reasons = [c.rationale[language] for c in forward]
        assert len(set(reasons)) == len(reasons)
        assert all(40 < len(reason) < 330 and reason.endswith(".") for reason in reasons)


def test_what_maps_is_told_apart_from_what_suffices(pack):
    prevention = pair(pack, "8.5.3", "6.1", "2015")
    assert prevention.relation == "intersects"
    assert prevention.strength < 0.3 < pair(pack, "8.5.3", "6.1").strength
    assert pair(pack, "4", "4.1").relation == "none"
    assert pair(pack, "4.2.2", "7.5.1").change == "withdrawn"
    assert {pair(pack, old, new).relation for old, new in (("6.3", "7.1.3"), ("7.5.3", "8.5.2"))} == {"equal"}


def test_what_has_no_counterpart_is_listed_with_its_reason(pack):
    assert set(unmapped(pack, "2015")) == {"7.1.6", "9"}
    assert all(reason["en"] and reason["vi"] for reason in unmapped(pack, "2015").values())
    assert unmapped(pack, "2008") == {}


def test_sources_of_the_map_are_described(pack):
    known = {r.id for r in pack.references}
    named = {s for c in pack.correspondence for s in re.findall(r"\b(?:S\d+|N\d{4})\b", c.source)} - {"N1224"}
    assert named <= known
    assert all(r.notes["en"] and r.notes["vi"] for r in pack.references)


def test_both_editions_list_what_must_be_written(pack):
    asked = [d for d in pack.documented if d.edition == "2008"]
    assert sum(d.mode == "procedure" for d in asked) == 6
    assert sum(d.what["en"].startswith("Record ") for d in asked) == 21
    assert {d.clause for d in pack.documented if d.mode == "maintain" and d.need == "required"} == {
        "4.3",
        "5.2.2",
        "6.2.1",
        "7.5.1",
    }


def test_the_map_to_the_next_edition_is_sound_and_says_that_it_is_not_complete(later):
    assert faults(later) == []
    assert list(untrue_examples(later)) == []
    assert list(greedy_cues(later)) == []
    assert not later.complete
    assert "not complete" in later.notice["en"]
    assert {r.certainty for r in later.of("2026")} == {"amendment", "reported"}
    assert all(r.source for r in later.of("2026"))
    assert [c.number for c in later.clauses_of("2015")] != [c.number for c in later.clauses_of("2026")]
    assert later.guards
    assert later.vocabulary["vi"]["citation.clause"]


BROKEN = {
    "forgotten_clause": lambda p: replace(
        p, correspondence=tuple(c for c in p.correspondence if not c.new.startswith("8.7"))
    ),
    "uneven_pair": lambda p: changed(p, "5.2", "5.1.2", relation="equal"),
    "unrelated": lambda p: changed(p, "4", "4.1", strength=0.4),
    "wrong_disagreement": lambda p: replace(p, references=p.references[1:5]),
    "documented_mismatch": lambda p: replace(p, documented=p.documented[1:]),
    "uncertain": lambda p: replace(p, complete=False),
}


@pytest.mark.parametrize("rule", MAP_RULES, ids=lambda rule: rule.__name__)
def test_each_rule_names_what_breaks_it_in_both_languages(pack, rule):
    assert list(rule(pack)) == []
    found = list(rule(BROKEN[rule.__name__](pack)))
    assert found
    for key, details in found:
        for language in ("en", "vi"):
            assert "{" not in say(f"pack.fault.{key}", language, **details)


def test_a_clause_below_a_mapped_heading_is_not_forgotten(pack):
    assert not any(c.new == "4.4.1" for c in pack.correspondence)
    assert list(forgotten_clause(pack)) == []
    without = replace(pack, correspondence=tuple(c for c in pack.correspondence if c.new != "7.1.6"))
    assert [d["value"] for _, d in forgotten_clause(without)] == ["7.1.6"]


def test_strengths_must_bear_the_relation_out(pack):
    assert [key for key, _ in uneven_pair(changed(pack, "5.2", "5.1.2", strength=0.1))] == ["uneven-strength"]


def test_a_clause_without_counterpart_has_no_relation(pack):
    (key, details), *more = unrelated(changed(pack, "", "7.1.6", "2015", relation="intersects", strength=0.2))
    assert (key, details["relation"], more) == ("unrelated", "intersects", [])


def test_a_disagreement_must_be_one(pack):
    wrong = replace(pack, disagreements=(replace(pack.disagreements[0], says="omits", sources=("S99",)),))
    joined = ", ".join(r.id for r in pack.references[:2])
    merged = replace(pack, disagreements=(replace(pack.disagreements[0], sources=(joined,)),))
    assert "unsplit-list" in {key for key, _ in wrong_disagreement(merged)}
    assert {key for key, _ in wrong_disagreement(wrong)} == {"unknown-source", "no-disagreement"}
    silent = replace(pack, disagreements=(replace(pack.disagreements[0], old="1.9", notes={"en": "x"}),))
    assert {key for key, _ in wrong_disagreement(silent)} == {"dangling", "no-note"}


def test_requirements_and_documented_information_must_agree(pack):
    item = next(d for d in pack.documented if d.requirements == ("7.2-d",))

    def told(**values):
        return {key for key, _ in documented_mismatch(replace(pack, documented=(replace(item, **values),)))}

    assert "documented-mismatch" in told(mode="maintain")
    assert "documented-mismatch" in told(need="conditional")
    assert "documented-unknown" in told(requirements=("7.2-z",))
    assert "documented-unnamed" in told(requirements=())
    assert "unsplit-list" in told(requirements=("7.2-d, 7.2-c",))
    assert "unsplit-list" in told(counterparts=("6.2.1, 6.2.2",))
    assert {"dangling", "no-note"} <= told(counterparts=("6.9",), what={"en": "x"})


def test_a_requirement_of_an_incomplete_map_says_how_sure_it_is(later):
    careless = replace(
        later, notice={"en": "x"}, requirements=tuple(replace(r, certainty="") for r in later.of("2026"))
    )
    keys = [key for key, _ in uncertain(careless)]
    assert keys.count("uncertain") == len(later.of("2026"))
    assert keys.count("no-notice") == 1


def test_a_borrowing_pack_changes_with_its_lender(tmp_path):
    for name in ("iso9001-2008-2015", NEXT):
        shutil.copytree(pack_folder(name), tmp_path / name)
    file = tmp_path / NEXT / "pack.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"iso9001-2008-2015"', '"../iso9001-2008-2015"'), encoding="utf-8")
    before = pack_source(tmp_path / NEXT).sha256
    guards = tmp_path / "iso9001-2008-2015" / "en" / "guards.csv"
    guards.write_text(
        guards.read_text(encoding="utf-8") + "extra,,as if by magic,As if by magic.,It is done.\n", encoding="utf-8"
    )
    assert pack_source(tmp_path / NEXT).sha256 != before
    own = tmp_path / NEXT / "en" / "guards.csv"
    own.write_text(
        "guard,longest,cues,hits,misses\nextra,,by wishing,It is done by wishing.,It is done.\n", encoding="utf-8"
    )
    other = tmp_path / NEXT / "vi" / "guards.csv"
    other.write_text(
        "guard,longest,cues,hits,misses\nextra,,bằng ước muốn,Làm bằng ước muốn.,Đã làm.\n", encoding="utf-8"
    )
    loaded = load_pack(tmp_path / NEXT)
    assert [g.cues["en"] for g in loaded.guards if g.id == "extra"] == [("by wishing",)]
    assert len(loaded.guards) > 1


def test_the_guide_names_every_file_column_choice_and_setting():
    guide = (maps_folder() / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([^`\n]+)`", guide))
    for table in (*TABLES, REMOVED, *PROFILE_TABLES):
        place = f"<language>/{table.name}" if table.spoken else table.name
        assert {place, table.name} & told, place
        assert set(table.columns) - {"phrases", "group", "guard", "date", "number", "subject"} <= told, table.name
        for column in table.columns:
            assert set(choices(table, column)) - {""} <= told, (table.name, column)
    assert set(About.model_fields) - {"title", "notice"} <= told
    assert set(Profile.model_fields) - {"name", "title", "note"} <= told


def test_the_guide_explains_each_certainty(pack, later):
    guide = (maps_folder() / "README.md").read_text(encoding="utf-8")
    for codes in ({c.certainty for c in pack.correspondence}, {c.certainty for c in later.correspondence}):
        assert codes
        assert all(f"`{code}`" in guide for code in codes)
