"""What a guard keeps from counting, and what it leaves in the light."""

import pytest

from tests.make import state
from transition.assessment.shapes import DEFINITION, NAMES, PLACEHOLDER, QUESTION, shape
from transition.text.tokens import sentences

HIDDEN = [
    ("en", "8.4.1-2", "Suppliers are not evaluated or selected by any criteria."),
    ("en", "9.2.1-1", "The certification body audits the quality management system every year."),
    (
        "en",
        "9.2.1-1",
        "Until 2011 the quality management system used to be audited internally every year, which was given up.",
    ),
    ("en", "7.1.5.2-b", "The library holds the book “Instruments marked with their calibration status”."),
    ("en", "8.4.1-2", "Evaluation and selection of suppliers by criteria: see QP-07."),
    ("vi", "8.4.1-2", "Đơn vị chưa xây dựng tiêu chí đánh giá, lựa chọn nhà cung cấp."),
    ("vi", "7.1.5.2-b", "Trên thiết bị đo có dán tem hiệu chuẩn hay không?"),
]
SHOWN = [
    (
        "en",
        "8.4.1-2",
        "The buyer evaluates and selects suppliers by the criteria on form F-12; price is not among them.",
    ),
    ("en", "8.6-2", "No lot is released until the planned checks are complete, unless the quality manager approves."),
    ("en", "9.2.2-c", "Auditors do not audit their own work."),
    (
        "vi",
        "8.4.1-2",
        "Phòng Vật tư đánh giá, lựa chọn nhà cung cấp theo tiêu chí của phiếu BM-07, không chỉ theo giá.",
    ),
]


@pytest.mark.parametrize(("language", "requirement", "text"), HIDDEN)
def test_a_sentence_that_only_names_the_thing_does_not_count(language, requirement, text):
    assert not [f for f in state(text, language) if f.requirement == requirement and f.counts]


@pytest.mark.parametrize(("language", "requirement", "text"), SHOWN)
def test_a_guard_reaches_no_further_than_it_speaks(language, requirement, text):
    assert [f for f in state(text, language) if f.requirement == requirement and f.counts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Are suppliers evaluated? (Yes/No)", QUESTION),
        ("Records are kept for ____ years by the office.", PLACEHOLDER),
        ("Risk register: a table in which risks are written.", DEFINITION),
        ("Audit plan F-01; audit report F-02; checklist F-03", NAMES),
        ("The auditor files the audit plan; the report is signed by the head of quality.", ""),
        ("☐ Yes ☐ No ........................", ""),
    ],
)
def test_the_shape_of_a_sentence(text, expected):
    assert shape(text, sentences(text, "en")[0], "en") == expected
