"""What a guard keeps from counting, and what it leaves in the light."""

import pytest

from tests.make import state
from transition.assessment.shapes import DEFINITION, NAMES, PAST, PLACEHOLDER, PLAN, POINTER, QUESTION, shape
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
    ("en", "9.2.1-1", "No department is left out, so no internal audit of the quality system is held twice a year."),
    ("vi", "7.1.5.2-b", "Trên thiết bị đo có dán tem hiệu chuẩn hay không?"),
]
SHOWN = [
    (
        "en",
        "8.4.1-2",
        "The buyer evaluates and selects suppliers by the criteria on form F-12; price is not among them.",
    ),
    ("en", "8.6-2", "No lot is released until the planned checks are complete, unless the quality manager approves."),
    ("en", "8.4.1-2", "Suppliers are evaluated and selected by the buyer against criteria."),
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
        ("Explain how suppliers are chosen.", QUESTION),
        ("The form is returned by (role) after each visit.", PLACEHOLDER),
        ("A recall is an action that takes goods back from the market.", DEFINITION),
        ("Risk register: the table in which the heads write their risks.", ""),
        ("Bonding is a process that cannot be tested later: it is validated first.", ""),
        ("Annex 1 Tool list, Annex 2 Gauge list", NAMES),
        ("F-01, F-02: the store keeps delivery notes for three years.", ""),
        ("Choice of suppliers: → QP-07, section 4", POINTER),
        ("Choice of suppliers: by the buyer", ""),
        ("Until 2009 gauges were checked by hand.", PAST),
        ("Until they are checked, goods that were returned stay in the cage.", ""),
    ],
)
def test_the_shape_of_a_sentence(text, expected):
    assert shape(text, sentences(text, "en")[0], "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở sẽ lập sổ rủi ro trong quý tới.", PLAN),
        ("BM-01 Phiếu xem xét hợp đồng của khách hàng; BM-02 Sổ giao nhận.", NAMES),
        ("Hồ sơ giữ 5 năm, hủy có biên bản.", ""),
        ("Cách chọn nhà thầu: theo QT-07, mục 4.", POINTER),
    ],
)
def test_the_shape_of_a_vietnamese_sentence(text, expected):
    assert shape(text, sentences(text, "vi")[0], "vi") == expected


def test_a_heading_over_terms_makes_an_entry_a_definition():
    entry = "Quarantine: place for goods nobody may use."
    assert shape(entry, sentences(entry, "en")[0], "en", "3 Terms and definitions") == DEFINITION
    assert shape(entry, sentences(entry, "en")[0], "en", "Store") == ""
