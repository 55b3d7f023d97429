"""The register as tables, and the words every report shares."""

from __future__ import annotations

import re
from dataclasses import replace

import fake
import pytest

from transition.messages import catalogue
from transition.reports import rows, words
from transition.reports.rows_about import run_id


@pytest.fixture(scope="module")
def register():
    return fake.register()


def test_to_frame_has_one_row_per_requirement_and_the_registers_own_codes(register):
    table = register.to_frame("vi")
    assert list(table["requirement"]) == [e.requirement.id for e in register.entries]
    assert list(table["verdict"]) == [e.verdict for e in register.entries]
    assert table.set_index("requirement").loc["8.10-1", "clause"] == "8.10"
    assert "Thống nhất" in table["wording"].iloc[0]


def test_both_directions_of_the_map_are_read_once_per_pair(register):
    table = rows.clause_transition(register)
    assert list(table["key"]) == ["7.4.1 → 8.4.1", "8.10 → 8.1", "8.10 → 8.10", "— → 7.1.6"]
    assert list(table["existing_documents"])[:2] == ["QP-07", "heads.docx"]
    assert list(table["worst_status"]) == ["Gap"] * 4


def test_worst_status_knows_that_8_10_is_not_below_8_1(register):
    met = replace(register, entries=tuple(e for e in register.entries if e.requirement.clause == "8.10"))
    table = rows.clause_transition(met).set_index("key")
    assert table.loc["8.10 → 8.1", "worst_status"] == ""
    assert table.loc["8.10 → 8.10", "worst_status"] == "Gap"


def test_actions_keep_the_key_a_person_gave_and_show_a_point_for_each_thing_missing(register):
    plan = rows.action_plan(register).set_index("key")
    assert plan.loc["A-100", "requirements_covered"] == "4.1-2"
    assert plan.loc["R-4.1", "requirements_covered"] == "4.1-4"
    assert plan.loc["R-4.1", "action"].splitlines() == [
        "Read what was found and decide:",
        "• Add a paragraph on duty 4 and name its owner.",
    ]


def test_documents_count_the_requirements_they_serve(register):
    table = rows.documents(register).set_index("key")
    entries = [e for e in register.entries if e.requirement.clause == "9.3"]
    served = sum(
        any(v.document == "d1" and v.relation in ("supports", "partly") for v in e.assessment.evidence) for e in entries
    )
    assert table.loc["d1", "clause 9.3"] == served > 0
    assert table.loc["d1", "passages"] == 4


def test_keys_of_found_rows_are_unique_and_problems_come_errors_first(register):
    for table in (rows.evidence(register), rows.wording(register), rows.retired(register), rows.problems(register)):
        assert table["key"].is_unique
        assert len(table)
    assert list(rows.problems(register, "vi")["problem_severity"]) == ["Lỗi", "Cảnh báo", "Thông tin"]


def test_wording_and_retired_are_put_in_the_reports_language(register):
    assert list(rows.wording(register, "vi")["new_place"]) == ["người phụ trách", "8.4.1"]
    assert list(rows.retired(register, "vi")["keep_or_drop"]) == ["Có thể giữ lại."] * 2


def test_review_log_holds_every_decision_and_the_orphans(register):
    log = rows.review_log(register)
    assert list(log["key"]) == ["4.1-2", "4.2-2", "6.1-1", "3.9-1"]
    assert log["from_verdict"].iloc[0] == "Partial"
    assert "Check again" in log["decision_state"].iloc[1]


def test_run_id_follows_inputs_and_nothing_else(register):
    assert run_id(register) == run_id(fake.register())
    other = replace(register, documents=(replace(register.documents[0], sha256="f" * 64), *register.documents[1:]))
    assert run_id(other) != run_id(register)


def test_places_read_as_people_say_them(register):
    def place(passage):
        return words.place(register, fake.evidence(passage), "en")

    assert place("d1-3") == "QP-07 Purchasing › 5.2 Supplier evaluation › a)"
    assert place("d2-1") == "heads.docx › 3 Meetings"
    assert words.place_of(register, "d1", "d1-1", "header/1", "vi") == "QP-07 Purchasing › (đầu trang)"
    assert words.place_of(register, "d1", "gone", "body/9", "en") == "QP-07 Purchasing › body/9"


def test_labels_and_reasons(register):
    gap, partial = register.entries[0], register.entries[1]
    assert words.verdict_label("not-applicable", "vi") == "Không áp dụng"
    assert [words.severity_label(s, "en") for s in ("major-risk", "minor-risk", "none")] == ["High", "Medium", "Low"]
    assert words.kind_label(None, "en") == ""
    assert words.missing(gap, "vi") == ("ai thực hiện", "kết quả được ghi ở đâu")
    assert "1 of 2" in words.why(partial, "en")
    assert "ai thực hiện" in words.why(partial, "vi")
    assert words.texts({"en": "x"}, "vi") == "x"
    assert words.label("relations", "not-a-known-word", "vi") == "not a known word"


@pytest.mark.parametrize("name", ["workbook", "review", "reasons"])
def test_both_languages_say_the_same_things(name):
    english, vietnamese = catalogue(name, "en"), catalogue(name, "vi")
    assert english.keys() == vietnamese.keys()
    for key, text in english.items():
        assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", vietnamese[key])), key
