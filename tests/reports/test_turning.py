"""What would change a verdict is told from register.json alone."""

import json

import jsonschema
import pytest

from tests.make import document, passage
from transition.pipeline import analyze
from transition.reports import words
from transition.reports.exchange import passage_record, register_schema, register_to_json
from transition.reports.explanation import explain_entry
from transition.reports.turning import Turning, short_cue

BUYER = "The buyer evaluates and selects suppliers by five criteria on form F-07."
ID = "8.4.1-2"


def told(pack, *documents, id=ID, language="en", bar=0.05):
    """Return the rule, the lines and the record of one requirement, as they come back from a file."""
    record = json.loads(json.dumps(register_to_json(analyze(documents, pack), language)))
    jsonschema.validate(record, register_schema())
    entry = next(e for e in record["entries"] if e["requirement"] == id)
    turning = Turning(pack.requirement(id), entry, record["documents"], language, bar)
    return entry["basis"]["rule"], list(turning.lines(("en",))), entry


def under(text, id="d", heading="Purchasing"):
    return document(text, trail=(heading,), id=id)


def test_what_is_met_by_one_place_falls_with_it(pack):
    rule, lines, entry = told(pack, under(BUYER))
    assert rule == "met-one"
    assert any("rests on one place only" in line for line in lines)
    assert any("no longer be Met" in line and "d.docx body/1" in line and BUYER in line for line in lines)
    assert entry["why"].startswith("One passage alone")


def test_what_is_met_by_two_places_stands_without_either(pack):
    rule, lines, entry = told(pack, under(BUYER), under(BUYER, "e"))
    assert rule == "met-one"
    assert any("held by 2 independent places" in line for line in lines)
    assert any("no single place decides" in line for line in lines)
    assert not entry["why"].startswith("One passage alone")


def test_places_are_counted_no_further_than_they_matter(pack):
    _, lines, entry = told(pack, *(under(BUYER, f"d{n}") for n in range(5)))
    assert entry["basis"]["elements"][0]["places"] == 3
    assert any("held by 3 or more independent places" in line for line in lines)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_gap_names_what_is_looked_for_and_what_nearly_counts(pack, language):
    text = "A yearly review of external and internal issues will be introduced next year."
    rule, lines, _ = told(pack, document(text), id="4.1-3", language=language)
    assert rule == "gap-mention-only"
    label = words.texts(pack.requirement("4.1-3").elements[0].labels, language)
    assert any(label in line for line in lines)
    assert any("[en]" in line and "/…" in line for line in lines)
    assert any(text in line and words.hindrance("plan", language) in line for line in lines)


def test_where_nothing_comes_near_it_is_said(pack):
    rule, lines, _ = told(pack, document("Chairs are stacked in the hall."), id="7.1.6-1")
    assert rule == "gap-nothing"
    assert "  no passage comes near" in lines


def test_a_place_under_the_bar_is_told_with_the_bar():
    entry = record("gap-mention-only", [evidence("mentions")], notes=[note("chance")])
    (line,) = (line for line in turning(entry, bar=0.15) if "quoted words" in line)
    assert "chance 0.02; a place counts from 0.15" in line
    assert "score 0.02" in next(line for line in turning(entry) if "quoted words" in line)


def test_a_mention_of_what_is_stated_already_would_change_nothing():
    entry = record("partial-elements", [evidence("mentions")], notes=[note("plan")], places=2)
    assert not [line for line in turning(entry) if "quoted words" in line]


def test_a_conflict_leaves_two_readings():
    denied = {**evidence("contradicts"), "quote": "denying words"}
    lines = turning(record("review-conflict", [evidence("supports"), denied], places=1))
    assert [line.strip()[0] for line in lines[2:]] == ["1", "2"]
    assert "quoted words" in lines[2]
    assert "denying words" in lines[3]


def test_a_weak_place_states_it_or_nothing_does():
    lines = turning(record("review-near", [evidence("mentions")], notes=[note("part")]))
    assert "quoted words" in lines[2]
    assert "(Met)" in lines[2]
    assert "(Gap)" in lines[3]


def test_an_exclusion_says_what_would_undo_it():
    assert len(turning(record("not-applicable-excluded", [evidence("supports")]))) == 2


def test_general_words_are_told_as_such(pack):
    rule, lines, _ = told(pack, under("The firm must assess and select its suppliers with suitable criteria."))
    assert rule == "partial-general"
    assert any("general words only" in line and "on which record" in line for line in lines)


def test_a_register_without_a_basis_tells_nothing():
    entry = record("met-one", [evidence("supports")], places=1)
    del entry["basis"]
    assert turning(entry) == []


def test_a_cue_is_shown_short():
    assert short_cue("a|b|c|d + e|f + !g") == "a/b/c/… + e/f"


def test_the_runner_up_is_shown_beside_the_clause_a_passage_serves(pack):
    register = analyze([under(BUYER)], pack)
    entry = next(e for e in register_to_json(register)["entries"] if e["requirement"] == ID)
    place = passage_record(passage(BUYER), ())
    place["clauses_2008"] = [
        {"clause": "7.4.1", "score": 0.9, "signals": ["heading", "words"]},
        {"clause": "7.4.2", "score": 0.4, "signals": {"words": 0.4}},
        {"clause": "7.4.3", "score": 0.1, "signals": ["words"]},
    ]
    lines = [line.strip() for line in explain_entry(entry, [], [place], "en")]
    assert "the passage serves 2008 clause 7.4.1 (0.9: heading, words)" in lines
    assert "next best: 7.4.2 (0.4: words 0.4)" in lines
    assert not [line for line in lines if "7.4.3" in line]


# --- records made by hand ------------------------------------------------------------------------------------------


def evidence(relation):
    place = {"document": "d", "location": "body/1", "quote": "quoted words"}
    return {**place, "signal": "cue", "score": 0.02, "relation": relation}


def note(hindrance):
    return {"evidence": 0, "element": "a", "hindrance": hindrance}


def record(rule, places_of, notes=(), places=0):
    footing = [{"element": "a", "places": places, "evidence": 0 if places else None}]
    return {"evidence": places_of, "basis": {"rule": rule, "elements": footing, "notes": list(notes), "nearly": []}}


def turning(entry, bar=0.0):
    from transition.clauses import load_pack

    return list(Turning(load_pack().requirement(ID), entry, [], "en", bar).lines(("en",)))
