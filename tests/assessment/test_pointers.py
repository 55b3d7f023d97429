"""A place that only points to a document says so, and whether that document is in the set."""

import pytest

from tests.make import document, passage
from transition.assessment.pointers import Library, is_pointer
from transition.model import Evidence
from transition.pipeline import analyze
from transition.reports import words

POINTS = "Evaluation and selection of suppliers: see QP-07."


def place(quote, document="d"):
    return Evidence(document, f"{document}:0001", "body/1", quote, "cue", 0.5, "mentions")


def entry_of(register, id="8.4.1-2"):
    return next(e for e in register.entries if e.requirement.id == id)


def manual(text=POINTS, language="en"):
    heading = "Mua hàng" if language == "vi" else "Purchasing"
    return document(passage(text, language=language, trail=(heading,)), code="QM-01", title="Manual", language=language)


def other(code, title="Purchasing", language="en", text="Chairs are stacked in the hall."):
    return document(text, id="e", code=code, title=title, language=language)


def test_a_document_that_is_not_there_is_to_be_got(pack):
    entry = entry_of(analyze([manual(), other("QP-08", "Cleaning")], pack))
    assert (entry.verdict, entry.kind, entry.why.rule) == ("gap", "document", "gap-pointer-outside")
    for language in ("en", "vi"):
        assert "QP-07" in words.why(entry, language)
        assert "QP-07" in words.action(entry, language)
        assert entry.requirement.action[language] in words.action(entry, language)


@pytest.mark.parametrize("code", ["QP-07", "QP 07", "qp.7"])
def test_a_document_that_is_there_does_not_state_it(pack, code):
    entry = entry_of(analyze([manual(), other(code)], pack))
    assert (entry.verdict, entry.why.rule) == ("gap", "gap-pointer-inside")
    assert entry.why.details["documents"] == code
    assert code in words.why(entry, "vi")


def test_vietnamese_pointers_are_followed_too(pack):
    text = "Việc mua hàng và đánh giá nhà cung cấp: xem QT-05."
    entry = entry_of(analyze([manual(text, "vi"), other("QT-06", "Kho", "vi", "Ghế xếp gọn.")], pack))
    assert entry.why.rule == "gap-pointer-outside"
    assert is_pointer(entry.assessment.evidence[0].hindrance)
    assert "QT-05" in words.why(entry, "vi")


def test_a_pointer_that_names_no_subject_is_taken_by_the_clause_it_stands_under(pack):
    entry = entry_of(analyze([manual("See QP-07.")], pack))
    assert entry.why.rule == "gap-pointer-outside"
    assert [(e.quote, e.hindrance) for e in entry.assessment.evidence] == [("See QP-07.", "pointer")]


def test_whatever_states_it_counts_more_than_a_pointer(pack):
    stated = document("The buyer evaluates and selects suppliers by five criteria on form F-08.", id="e")
    assert entry_of(analyze([manual(), stated], pack)).verdict == "met"


def test_a_pointer_to_the_standard_or_to_nothing_named_asks_for_no_document(pack):
    for text in ("Evaluation and selection of suppliers: see ISO 9001.", "Evaluation of suppliers: see elsewhere."):
        assert not entry_of(analyze([manual(text)], pack)).why.rule.startswith("gap-pointer")


def test_what_was_never_asked_before_is_not_sought_behind_a_pointer_on_something_else(pack):
    register = analyze([manual("See QP-07.")], pack)
    assert not [e for e in register.entries if e.requirement.change == "new" and e.why.rule.startswith("gap-pointer")]


def test_documents_are_known_by_code_or_by_title_and_kind(pack):
    library = Library(
        pack,
        [
            other("QP-07", "Purchasing"),
            document("x", id="f", title="Quy trình đánh giá nội bộ", language="vi"),
            document(id="g", code="QP-99"),
            manual(),
        ],
    )
    for quote, inside, outside in [
        ("See QP-07 and QP-08.", ("QP-07",), ("QP-08",)),
        ("See the purchasing procedure.", ("QP-07",), ()),
        ("Purchasing: see another place.", (), ()),
        ("See QP-99.", (), ("QP-99",)),
        ("See TCVN ISO 9001:2008.", (), ()),
    ]:
        pointed = library.pointed([place(quote)])
        assert (pointed.inside, pointed.outside) == (inside, outside), quote
    vi = library.pointed([place("Xem quy trình đánh giá nội bộ.", "f")])
    assert not vi.inside  # it points to itself
    assert library.pointed([place("Xem tại QT.ISO.07.")]).outside == ("QT.ISO.07",)


def test_guards_that_point_are_known_by_their_names(pack):
    assert {g.id for g in pack.guards if is_pointer(g.id)} == {"pointer", "pointer-label", "pointer-only"}
