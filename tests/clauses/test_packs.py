import re
import shutil
from dataclasses import replace

import pytest

from tests.conftest import ROOT
from transition.clauses import available_packs, load_pack
from transition.clauses.examples import untrue_examples
from transition.clauses.packs import pack_folder
from transition.clauses.rules import RULES, faults
from transition.errors import PackError
from transition.model import Element

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


def edit(file, pattern, replacement):
    text = file.read_text(encoding="utf-8")
    changed = re.sub(pattern, replacement, text, count=1)
    assert changed != text
    file.write_text(changed, encoding="utf-8")


def test_a_copied_pack_loads_with_excel_habits(copy):
    file = copy / "conditions.csv"
    file.write_text("\ufeff" + file.read_text(encoding="utf-8"), encoding="utf-8")
    terms = copy / "terms.csv"
    terms.write_text(terms.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert len(load_pack(copy).of("2015")) == 326


BROKEN = {
    "bare_clause": ("clauses.csv", r"2015,4\.4\.1,4\.4,3,yes", "2015,4.4.1,4.4,3,yes\n2015,4.4.9,4.4,3,yes"),
    "asymmetric": ("correspondence.csv", r",yes\n", ",no\n"),
    "no_rationale": ("en/correspondence.csv", r"\n2008,1,1,[^\n]*", ""),
    "few_examples": ("en/elements.csv", r"(2015,10\.3-2,[^\n]*)\n?", r"\1"),
    "twice": ("clauses.csv", r"\n(2008,4\.1,[^\n]*)", r"\n\1\n\1"),
    "dangling": ("requirements.csv", r"2015,4\.1-1,4\.1,", "2015,4.1-1,4.99,"),
    "unknown_condition": ("requirements.csv", r",always,major-risk", ",sometimes,major-risk"),
    "unreadable_cues": ("en/guards.csv", r"is not part of", "is not part of||"),
    "no_cue": ("vi/elements.csv", r"\n2015,10\.3-2,a,[^\n]*(\n[^2\n][^\n]*)*", ""),
    "no_wording": ("en/requirements.csv", r"\n2015,4\.1-1,[^\n]*", r"\n2015,4.1-1,,,,,"),
}


@pytest.mark.parametrize("rule", [r.__name__ for r in RULES])
def test_each_rule_refuses_the_pack_that_breaks_it(copy, rule):
    file, pattern, replacement = BROKEN[rule]
    edit(copy / file, pattern, replacement)
    with pytest.raises(PackError) as error:
        load_pack(copy)
    assert error.value.faults


def test_a_wrong_value_is_named_by_file_row_column_and_value(copy):
    edit(copy / "requirements.csv", r",major-risk,", ",huge,")
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
    edit(copy / "conditions.csv", r"^id", "identifier")
    with pytest.raises(PackError) as error:
        load_pack(copy)
    assert error.value.details["unknown"] == "identifier"


def test_an_unknown_pack_names_the_known_ones():
    with pytest.raises(PackError) as error:
        load_pack("no-such-pack")
    assert NAME in error.value.details["available"]


def test_packs_are_found_at_the_top_of_a_checkout():
    assert pack_folder(NAME) == ROOT / "clause_maps" / NAME or "_clause_maps" in str(pack_folder(NAME))
