import re
import shutil

import pytest

from tests.conftest import ROOT
from transition.clauses import available_packs, load_pack
from transition.clauses.packs import pack_folder
from transition.clauses.rules import RULES, faults
from transition.errors import PackError
from transition.text.cues import CueIndex
from transition.text.tokens import sentences

NAME = "iso9001-2008-2015"
CONTEXT = re.compile(r"\[(.+?)\]\s*(.+)", re.DOTALL)


def test_the_shipped_pack_is_sound(pack):
    assert NAME in available_packs()
    assert faults(pack) == []
    assert (len(pack.of("2008")), len(pack.of("2015"))) == (189, 326)
    assert len(pack.correspondence) == 196
    assert all(c.rationale["en"] and c.rationale["vi"] and c.source and c.certainty for c in pack.correspondence)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_cue_hits_and_misses_what_it_says(pack, language):
    wrong = []
    owners = [(r.id, e) for r in pack.requirements for e in r.elements] + [("guard", g) for g in pack.guards]
    for owner, element in owners:
        index = CueIndex(language, [(element.id, cue) for cue in element.cues[language]])
        for wanted, texts in ((True, element.hits[language]), (False, element.misses[language])):
            for text in texts:
                above, body = CONTEXT.fullmatch(text).groups() if CONTEXT.fullmatch(text) else ("", text)
                context = index.context(sentences(above, language)) if above else frozenset()
                if bool(list(index.find(sentences(body, language), context))) != wanted:
                    wrong.append((owner, element.id, "must hit" if wanted else "must miss", text))
    assert wrong == []


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
