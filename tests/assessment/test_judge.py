import pytest

from tests.make import document, passage
from transition import assessment
from transition.assessment import find_retired
from transition.line import Line
from transition.pipeline import analyze as whole


@pytest.fixture(scope="module")
def line(pack):
    return Line(pack)


@pytest.fixture(scope="module")
def judge(pack, line):
    def run(*documents):
        return {a.requirement: a for a in analyze(documents, pack, line)}

    return run


def analyze(documents, pack, line):
    return assessment.judge(pack, [line.examine(d)[0] for d in documents])


STATED = "At the management review each year top management reviews the register of external and internal issues and updates it."


def test_an_empty_set_leaves_everything_open(judge, pack):
    found = judge(document("Hello."))
    assert len(found) == len(pack.of("2015"))
    assert {a.verdict for a in found.values()} == {"gap"}
    assert all(a.why.rule and a.kind for a in found.values())


def test_one_clear_sentence_in_an_otherwise_empty_set_is_enough(judge):
    found = judge(
        document("Suppliers are re-evaluated every year and the buyer records their performance score on form F-07.")
    )
    assert any(a.verdict in ("met", "partial") and r.startswith("8.4.1") for r, a in found.items())


@pytest.mark.parametrize(
    "kind", ["heading", "toc", "reference", "definition", "revision-history", "distribution", "header"]
)
def test_what_is_not_content_is_no_evidence(judge, kind):
    found = judge(document(passage(STATED, kind=kind)))
    assert all(e.relation != "supports" for a in found.values() for e in a.evidence)
    assert found["4.1-3"].verdict == "gap"


def test_the_same_sentence_as_content_is_evidence(judge):
    assert judge(document(STATED))["4.1-3"].verdict in ("met", "partial")


@pytest.mark.parametrize(
    "sentence",
    [
        "The review of external and internal issues is not part of this procedure.",
        "A yearly review of external and internal issues will be introduced next year.",
        "Are external and internal issues reviewed every year?",
        "It is planned to review external and internal issues every year.",
    ],
)
def test_negations_plans_and_questions_are_no_evidence(judge, sentence):
    assert judge(document(sentence))["4.1-3"].verdict == "gap"


@pytest.mark.parametrize(
    "sentence",
    [
        "Late orders are delivered at the risk of extra cost.",
        "In the context of this manual, product means a finished part.",
        "We take this opportunity to thank our customers.",
        "Risk is defined as the effect of uncertainty.",
    ],
)
def test_idioms_and_definitions_say_nothing_about_risk_or_context(judge, sentence):
    found = judge(document(sentence))
    assert {a.verdict for r, a in found.items() if r.startswith(("4.1", "6.1"))} == {"gap"}


def test_an_exclusion_makes_not_applicable_with_its_quote(judge):
    text = "Clause 7.3 is excluded because the customer supplies every drawing."
    found = judge(document(text))
    design = [a for r, a in found.items() if r.startswith("8.3.4")]
    assert {a.verdict for a in design} == {"not-applicable"}
    assert all(a.evidence[0].quote in text for a in design)


@pytest.mark.parametrize(
    ("lead", "text", "language"),
    [
        ("The following clauses are not applicable:", "7.3 Design and development: customers own every drawing.", "en"),
        ("Các điều khoản không áp dụng:", "7.3 Thiết kế và phát triển: đơn vị làm theo thủ tục có sẵn.", "vi"),
    ],
)
def test_a_list_of_exclusions_excludes_what_each_item_names_first(judge, lead, text, language):
    found = judge(document(passage(text, kind="list-item", lead=lead, language=language)))
    assert {a.verdict for r, a in found.items() if r.startswith("8.3.4")} == {"not-applicable"}


def test_a_scope_under_a_heading_on_exclusions_excludes_nothing(judge):
    text = "The system covers the design and development of hydraulic fittings in both halls."
    found = judge(document(text, trail=("Scope and exclusions",)))
    assert "not-applicable" not in {a.verdict for a in found.values()}


def test_an_exclusion_that_practice_contradicts_excludes_nothing(judge):
    found = judge(
        document(
            "Design is not applicable to build-to-print work.",
            "Design inputs are reviewed by the engineer.",
            "Each design review is recorded on F-09.",
            "Design verification compares design output with design input.",
        )
    )
    assert "not-applicable" not in {a.verdict for r, a in found.items() if r.startswith("8.3")}


def test_old_copies_give_no_evidence(pack):
    register = whole([document(STATED, superseded_by="newer")], pack)
    assert {e.verdict for e in register.entries} == {"gap"}


def test_every_quote_is_verbatim_and_every_missing_element_known(sample_registers):
    for register in sample_registers.values():
        for entry in register.entries:
            known = {e.id for e in entry.requirement.elements}
            assert set(entry.assessment.missing) <= known
            for e in entry.assessment.evidence:
                assert e.quote.rstrip("…").strip() in register.passages[e.passage].text


def test_old_citations_need_a_change_but_law_titles_do_not(line):
    doc = document(
        "This manual follows ISO 9001:2008, clause 7.4.1.",
        passage("Căn cứ Quyết định số 19/2014/QĐ-TTg về áp dụng TCVN ISO 9001:2008;", 2, language="vi"),
        passage("ISO 9001:2008 taken over", 3, kind="revision-history"),
        "The management representative reports to the director.",
    )
    found = line.examine(doc)[0].wording
    by_place = {(w.location, w.kind): w for w in found}
    assert by_place["body/1", "citation"].replacement == "ISO 9001:2015"
    assert by_place["body/1", "clause"].needed
    assert not any(w.location in ("body/2", "body/3") for w in found)
    assert not by_place["body/4", "term"].needed


def test_retired_duties_are_found_where_they_still_stand(pack, line):
    doc = document("Preventive action is taken on potential nonconformities and recorded.")
    assert "8.5.3-1" in {r.requirement for r in find_retired(pack, [line.examine(doc)[0]])}
