import csv
import shutil
from dataclasses import replace

import pytest

from tests.conftest import ROOT
from transition.clauses import available_packs, load_pack
from transition.clauses.examples import untrue_examples
from transition.clauses.packs import pack_folder
from transition.clauses.rules import RULES, faults
from transition.errors import PackError
from transition.messages import say
from transition.model import Element
from transition.text.cues import CueIndex
from transition.text.synonyms import same_meaning
from transition.text.tokens import sentences

NAME = "iso9001-2008-2015"


def test_the_shipped_pack_is_sound(pack):
    assert NAME in available_packs()
    assert faults(pack) == []
    assert (len(pack.of("2008")), len(pack.of("2015"))) == (189, 326)
    assert len(pack.correspondence) == 196
    assert all(c.rationale["en"] and c.rationale["vi"] and c.source and c.certainty for c in pack.correspondence)


def test_every_cue_hits_and_misses_what_it_says(pack):
    assert list(untrue_examples(pack)) == []


def test_an_example_that_is_not_true_is_named(pack):
    element = Element(
        "a",
        {"en": "x"},
        {"en": ("supplier + rated",)},
        {"en": ("Suppliers are known.",)},
        {"en": ("[Rated suppliers] The supplier is rated.",)},
    )
    wrong = replace(
        pack, languages=("en",), guards=(), requirements=(replace(pack.requirements[0], elements=(element,)),)
    )
    assert [(key, d["value"]) for key, d in untrue_examples(wrong)] == [
        ("not-hit", "Suppliers are known."),
        ("not-missed", "[Rated suppliers] The supplier is rated."),
    ]


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "mine"
    shutil.copytree(pack_folder(NAME), folder)
    return folder


def rows_of(file):
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def rewrite(file, rows):
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def edit(file, where, change):
    """Change the rows of ``file`` in which ``where`` holds: columns to set, or ``None`` to leave the row out."""
    rows = rows_of(file)
    found = [r for r in rows if where.items() <= r.items()]
    assert found
    kept = [{**r, **(change or {})} if r in found else r for r in rows if change is not None or r not in found]
    rewrite(file, kept)


def test_a_copied_pack_loads_with_excel_habits(copy):
    file = copy / "conditions.csv"
    file.write_text("\ufeff" + file.read_text(encoding="utf-8"), encoding="utf-8")
    terms = copy / "terms.csv"
    terms.write_text(terms.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert len(load_pack(copy).of("2015")) == 326


LAST = {"edition": "2015", "requirement": "10.3-2"}
FIRST = {"edition": "2015", "id": "4.1-1"}
OF_NO_THREAD = {"edition": "2015", "id": "4.3-1"}
BROKEN = {
    "bare_clause": ("clauses.csv", {"edition": "2015", "number": "4.4"}, {"carries_requirements": "yes"}),
    "asymmetric": ("correspondence.csv", {"from_edition": "2008", "old": "4.1", "new": "8.4"}, {"symmetric": "yes"}),
    "no_rationale": ("en/correspondence.csv", {"from_edition": "2008", "old": "7.6"}, None),
    "few_examples": ("en/elements.csv", LAST, {"hits": ""}),
    "dangling": ("requirements.csv", FIRST, {"clause": "4.44"}),
    "unknown_condition": ("requirements.csv", FIRST, {"condition": "sometimes"}),
    "unreadable_cues": ("en/guards.csv", {"guard": "idiom"}, {"cues": "at risk of||"}),
    "no_cue": ("vi/elements.csv", LAST, None),
    "unknown_edition": ("requirements.csv", {"edition": "2008", "id": "4.1-1"}, {"edition": "2009"}),
    "no_wave": ("requirements.csv", FIRST, {"wave": "0"}),
    "phase_without_thread": ("requirements.csv", OF_NO_THREAD, {"phase": "act"}),
    "language_gap": ("vi/terms.csv", {"id": "exclusions"}, {"advice": ""}),
    "no_wording": ("en/requirements.csv", FIRST, {"wording": ""}),
}


@pytest.mark.parametrize("rule", [r.__name__ for r in RULES])
def test_each_rule_refuses_the_pack_that_breaks_it(copy, rule):
    if rule == "no_title":
        file = copy / "pack.toml"
        file.write_text(file.read_text(encoding="utf-8").replace('vi = "TCVN', 'de = "TCVN', 1), encoding="utf-8")
    else:
        file, where, change = BROKEN[rule]
        edit(copy / file, where, change)
    with pytest.raises(PackError) as error:
        load_pack(copy)
    keys = {key.replace("-", "_") for key, _ in error.value.faults}
    assert rule.rstrip("s") in {key.rstrip("s") for key in keys} | ({"no_cue"} if "no_element" in keys else set())
    message = "\n".join(say(f"pack.fault.{key}", "vi", **details) for key, details in error.value.faults)
    assert message


def test_a_wrong_value_is_named_by_file_row_column_and_value(copy):
    edit(copy / "requirements.csv", FIRST, {"severity": "huge"})
    with pytest.raises(PackError) as error:
        load_pack(copy)
    details = error.value.details
    assert (error.value.code, details["file"], details["column"], details["value"]) == (
        "pack-bad-value",
        "requirements.csv",
        "severity",
        "huge",
    )
    assert int(details["row"]) > 1


def test_wrong_columns_are_named(copy):
    rewrite(copy / "conditions.csv", [{"identifier": r["id"]} for r in rows_of(copy / "conditions.csv")])
    with pytest.raises(PackError) as error:
        load_pack(copy)
    wanted = {"file": "conditions.csv", "wanted": "id"}
    assert (error.value.code, error.value.faults) == ("pack-columns", (("columns", wanted),))


def test_an_unknown_pack_names_the_known_ones():
    with pytest.raises(PackError) as error:
        load_pack("no-such-pack")
    assert NAME in error.value.details["available"]


def test_packs_are_found_at_the_top_of_a_checkout():
    assert pack_folder(NAME) == ROOT / "clause_maps" / NAME or "_clause_maps" in str(pack_folder(NAME))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_element_has_wording_to_adapt_that_its_own_cues_find(pack, language):
    """Who takes a suggestion over sees the gap closed; some need the headings and neighbours they are put among."""
    same = same_meaning(pack.vocabulary[language])
    elements = {(r.id, e.id): e for r in pack.of("2015") for e in r.elements}
    texts = {key: e.suggestion.get(language, "") for key, e in elements.items()}
    assert all(texts.values())
    assert len(set(texts.values())) == len(texts)
    unfound = [
        key
        for key, e in elements.items()
        if not any(
            CueIndex(language, [(key, cue) for cue in e.cues[language]], same).find(sentences(texts[key], language))
        )
    ]
    assert len(unfound) <= len(texts) / 50, unfound


def test_a_suggestion_for_what_is_no_element_is_named(copy):
    file = copy / "en" / "suggestions.csv"
    file.write_text(file.read_text(encoding="utf-8") + "2015,4.1-1,z,Nobody asked.\n", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(copy)
    told = [(code, d["key"], d["main"]) for code, d in caught.value.faults if code == "orphan"]
    assert told == [("orphan", "2015 | 4.1-1 | z", "elements.csv")]


def test_both_editions_of_the_shipped_pack_have_cues_and_examples_in_each_language(pack):
    for requirement in pack.requirements:
        assert requirement.elements, requirement.id
        for language in pack.languages:
            assert all(e.cues.get(language) and e.labels.get(language) for e in requirement.elements), requirement.id
            for examples in ("hits", "misses"):
                found = sum(len(getattr(e, examples).get(language, ())) for e in requirement.elements)
                assert found >= 2, f"{requirement.edition} {requirement.id} {language} {examples}"
