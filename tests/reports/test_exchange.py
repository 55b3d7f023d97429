"""register.json, passages.jsonl and register.csv keep their contract."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import fake
import jsonschema
import pytest

from transition.model import Decision, Match, Problem
from transition.reports import exchange, words
from transition.reports.files import write_text

CHECK = jsonschema.Draft202012Validator(exchange.register_schema())


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_register_obeys_the_shipped_schema(language, tmp_path):
    path = exchange.write_register(fake.register(), tmp_path, language)
    assert list(CHECK.iter_errors(json.loads(path.read_text(encoding="utf-8")))) == []


def test_the_schema_is_sound_and_lets_no_unknown_field_in():
    jsonschema.Draft202012Validator.check_schema(exchange.register_schema())
    record = exchange.register_to_json(fake.register())
    for place in (record, record["entries"][0], record["documents"][0], record["pack"], record["wording"][0]):
        place["surprise"] = 1
        assert not CHECK.is_valid(record)
        del place["surprise"]
    assert CHECK.is_valid(record)


def test_the_schema_asks_a_hint_of_every_error_and_no_kind_of_met():
    record = exchange.register_to_json(fake.register())
    met = next(e for e in record["entries"] if e["verdict"] == "met")
    met["kind"] = "content"
    assert not CHECK.is_valid(record)
    met["kind"] = None
    error = next(p for p in record["problems"] if p["severity"] == "error")
    error["hint"] = ""
    assert not CHECK.is_valid(record)


def test_an_entry_says_all_that_the_register_knows():
    register = fake.register()
    partial = next(i for i, e in enumerate(register.entries) if e.verdict == "partial")
    entry, record = register.entries[partial], exchange.register_to_json(register, "vi")["entries"][partial]
    assert record["requirement"] == entry.requirement.id
    assert record["missing"] == ["ai thực hiện"]
    assert record["action"] == entry.requirement.action["vi"]
    assert record["why"] == words.why(entry, "vi")
    evidence = entry.assessment.evidence[0]
    assert record["evidence"] == [
        {
            "document": evidence.document,
            "location": evidence.location,
            "quote": evidence.quote,
            "signal": "cue",
            "score": 0.55,
            "relation": "partly",
        }
    ]


def test_a_decision_is_null_until_a_person_typed_something():
    register = fake.register()
    untouched = replace(register.entries[0], decision=Decision(register.entries[0].requirement.id, stamp="x"))
    records = exchange.register_to_json(replace(register, entries=(untouched, *register.entries[1:])))["entries"]
    assert records[0]["decision"] is None
    assert records[1]["verdict"] == "met"
    assert records[1]["decision"]["reviewer"] == "Ms Lee"
    assert records[8]["decision"]["verdict"] is None
    assert records[8]["decision"]["reviewer"] == "Mr Ode"


def test_a_document_lists_the_clauses_it_serves_with_the_best_score():
    register = fake.register()
    found = (Match("d1-3", "8.2", 0.5, ("cue",)), Match("d1-3", "8.10", 0.5, ("words",)))
    register = replace(register, matches={"d1-3": found, "d1-4": (Match("d1-4", "8.10", 0.91234, ("cue",)),)})
    document = exchange.register_to_json(register)["documents"][0]
    assert document["clauses_2008"] == [{"clause": "8.10", "score": 0.912}, {"clause": "8.2", "score": 0.5}]
    assert document["passages"] == 4


def test_paths_have_forward_slashes():
    register = fake.register()
    windows = replace(register.documents[0], path="old\\QP-07.docx")
    problem = Problem("fake-unreadable", "error", "old\\broken.doc")
    record = exchange.register_to_json(
        replace(register, documents=(windows, *register.documents[1:]), problems=(problem,))
    )
    assert record["documents"][0]["path"] == "old/QP-07.docx"
    assert record["problems"][0]["document"] == "old/broken.doc"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_problem_is_put_into_words_wherever_its_sentence_lives(language):
    known = Problem("review-not-a-workbook", "error", "reviewed.xlsx")
    message, hint = exchange.problem_words(known, language)
    assert "reviewed.xlsx" in message
    assert hint
    unknown = Problem("no-sentence-for-this", "error", "a.docx", {"size": "0"})
    message, hint = exchange.problem_words(unknown, language)
    assert message == "no-sentence-for-this: document a.docx, size 0"
    assert hint


def test_advice_on_a_retired_duty_comes_from_the_clause_map():
    record = exchange.register_to_json(fake.register(), "vi")["retired"][0]
    assert record["requirement_2008"] == "7.4.1-9"
    assert record["advice"] == "Có thể giữ lại."


def test_passages_stand_one_a_line_in_reading_order(tmp_path):
    register = fake.register()
    lines = exchange.write_passages(register, tmp_path).read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert [r["id"] for r in records] == [p.id for d in register.documents for p in d.passages]
    keys = ["id", "document", "location", "trail", "number", "kind", "level", "text", "language", "clauses_2008"]
    assert all(list(r) == keys for r in records)
    third = records[2]
    assert third["trail"] == ["Purchasing", "5.2 Supplier evaluation"]
    assert (third["number"], third["kind"], third["level"], third["location"]) == ("a)", "list-item", None, "body/3")
    assert third["clauses_2008"] == [{"clause": "7.4.1", "score": 0.82, "signals": ["cue"]}]
    assert "Trưởng phòng" in lines[-1]


def test_a_spreadsheet_opens_the_csv_as_text_and_in_vietnamese(tmp_path):
    register = fake.register()
    sly = replace(register.entries[1].decision, reason='=HYPERLINK("http://x.test")', reviewer="+84 Lan")
    entries = (register.entries[0], replace(register.entries[1], decision=sly), *register.entries[2:])
    path = exchange.write_csv(replace(register, entries=entries), tmp_path, "vi")
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["requirement"] for row in rows] == [e.requirement.id for e in entries]
    assert rows[1]["reason"] == '\'=HYPERLINK("http://x.test")'
    assert rows[1]["reviewer"] == "'+84 Lan"
    assert "Trưởng phòng xem xét kết quả hằng quý." in "".join(row["evidence"] for row in rows)


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "  =1", "\t=1"])
def test_no_text_becomes_a_formula(value):
    assert exchange.inert(value) == "'" + value


@pytest.mark.parametrize("value", ["7.4.1", "a=b", "", 0.5, None])
def test_harmless_values_stay_as_they_are(value):
    assert exchange.inert(value) == value


def test_clause_numbers_sort_as_people_count():
    assert sorted(["8.10", "8.2", "10", "8", "A.3", "8.2.1"], key=exchange.clause_order) == [
        "8",
        "8.2",
        "8.2.1",
        "8.10",
        "10",
        "A.3",
    ]


def test_the_same_register_gives_the_same_bytes(tmp_path):
    for folder in ("one", "two"):
        register = fake.register()
        exchange.write_register(register, tmp_path / folder)
        exchange.write_passages(register, tmp_path / folder)
        exchange.write_csv(register, tmp_path / folder)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_a_file_that_is_up_to_date_is_left_alone(tmp_path):
    target = tmp_path / "deep" / "er" / "a.txt"
    assert write_text(target, "ă\n") is True
    before = target.stat().st_mtime_ns
    assert write_text(target, "ă\n") is False
    assert target.stat().st_mtime_ns == before
    assert target.read_bytes() == "ă\n".encode()


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    target = tmp_path / "a.txt"
    write_text(target, "old")

    def refuse(_self, target):
        raise PermissionError(target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        write_text(target, "new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert target.read_text(encoding="utf-8") == "old"
