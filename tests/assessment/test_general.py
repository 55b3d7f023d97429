"""What only repeats the requirement in general words makes it partial at most."""

from dataclasses import replace

import pytest

from tests.make import document, passage
from transition.assessment.gather import gather
from transition.line import Line
from transition.pipeline import analyze
from transition.reports import words

GENERAL = [
    ("en", "The firm must assess and select its suppliers with suitable criteria."),
    ("en", "Suppliers must be assessed and selected with suitable criteria."),
    ("en", "4.1 Internal audits are to be carried out regularly by the organisation."),
    ("en", "Internal audits have to be carried out regularly, as clause 8.2.2 of ISO 9001:2008 asks."),
    ("vi", "Công ty phải đánh giá, lựa chọn nhà cung cấp theo tiêu chí."),
    ("vi", "Việc chọn nhà cung cấp phải được đánh giá theo tiêu chí phù hợp."),
    ("vi", "Cong ty phai tien hanh danh gia noi bo theo ke hoach."),
]
CONCRETE = [
    ("en", "The Quality Manager shall evaluate, select and re-evaluate the suppliers."),
    ("en", "The company shall evaluate, select and re-evaluate its suppliers on supplier form F-07."),
    ("en", "Suppliers shall be evaluated, selected and re-evaluated by the buyer."),
    ("en", "Suppliers shall be evaluated, selected and re-evaluated every March."),
    ("en", "Suppliers shall be evaluated, selected and re-evaluated as procedure QP-07 says in its steps."),
    ("en", "The company evaluates, selects and re-evaluates its suppliers."),
    ("vi", "Phòng Mua hàng phải đánh giá, lựa chọn nhà cung cấp theo tiêu chí."),
    ("vi", "Công ty phải đánh giá, lựa chọn nhà cung cấp theo tiêu chí trên phiếu chấm."),
    ("vi", "Công ty phải đánh giá nội bộ mỗi năm hai lần theo kế hoạch."),
    ("vi", "Phong Mua hang phai danh gia, lua chon nha cung cap theo tieu chi."),
]


@pytest.fixture(scope="module")
def line(pack):
    return Line(pack)


def general(line, text, language, **fields):
    fields.setdefault("trail", ("Mua hàng, đánh giá nội bộ",) if language == "vi" else ("Purchasing and audits",))
    return line.examine(document(passage(text, language=language, **fields)))[0].general


@pytest.mark.parametrize(("language", "text"), GENERAL)
def test_a_sentence_that_obliges_the_bare_organisation_is_general(line, language, text):
    assert {quote for _, quote in general(line, text, language)} == {text}


@pytest.mark.parametrize(("language", "text"), CONCRETE)
def test_who_when_record_or_code_make_a_sentence_concrete(line, language, text):
    assert not general(line, text, language)


def test_an_item_is_read_with_the_line_that_introduces_it(line):
    item = "assess and select suppliers with suitable criteria"
    assert general(line, item, "en", kind="list-item", lead="The organisation must:")
    assert not general(line, item, "en", kind="list-item", lead="The buyer must:")
    assert not general(line, item, "en", kind="list-item")


def test_a_row_is_read_with_its_table_and_a_sentence_with_its_passage(line):
    text = GENERAL[0][1]
    assert not general(line, text, "en", kind="table-cell")
    assert not general(line, f"{text} The buyer keeps the scores.", "en")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_nothing_but_general_words_is_partial_and_says_what_is_unsaid(pack, language):
    register = analyze([document(GENERAL[0][1], trail=("Purchasing",))], pack)
    entry = next(e for e in register.entries if e.requirement.id == "8.4.1-2")
    assert (entry.verdict, entry.kind, entry.why.rule) == ("partial", "content", "partial-general")
    assert [e.hindrance for e in entry.assessment.evidence] == ["general"]
    why, missing, action = (f(entry, language) for f in (words.why, words.missing, words.action))
    asked = {"en": "on which record", "vi": "ghi vào hồ sơ nào"}[language]
    assert asked in why
    assert len(missing) == len(entry.requirement.elements)
    assert all(asked in each for each in missing)
    assert asked in action
    assert action.endswith(entry.requirement.action[language])


def test_one_concrete_place_lifts_the_cap(pack):
    concrete = document("The buyer evaluates and selects suppliers by five criteria on form F-07.", id="e")
    register = analyze([document(GENERAL[0][1], trail=("Purchasing",)), concrete], pack)
    entry = next(e for e in register.entries if e.requirement.id == "8.4.1-2")
    assert entry.verdict == "met"


def test_a_pack_without_the_vocabulary_caps_nothing(pack):
    bare = {
        language: {name: phrases for name, phrases in groups.items() if not name.startswith(("general.", "concrete."))}
        for language, groups in pack.vocabulary.items()
    }
    register = analyze([document(GENERAL[0][1], trail=("Purchasing",))], replace(pack, vocabulary=bare))
    assert next(e for e in register.entries if e.requirement.id == "8.4.1-2").verdict == "met"


def test_gathering_keeps_general_places_only_while_they_are_shown(line):
    examined = [line.examine(document(GENERAL[0][1], trail=("Purchasing",), id=f"d{n:02d}"))[0] for n in range(40)]
    (together,) = gather(examined).all()
    kept = {(f.evidence.passage, f.evidence.quote) for f in together.findings}
    assert together.general <= kept
    assert len(together.general) < len(examined)
