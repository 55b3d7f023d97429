from hypothesis import given
from hypothesis import strategies as st

from transition.text.normal import clean, fold_vietnamese, strip_marks
from transition.text.tokens import sentences, stems, variant


def test_english_words_meet_by_stem_spelling_and_prefix():
    assert stems("re-evaluation of the organisations", "en") == stems("reevaluations of organization", "en")
    assert stems("non-conforming", "en") == stems("nonconforming", "en")


def test_vietnamese_spelling_habits_are_folded():
    assert stems("qui định thoả mãn lý do", "vi") == stems("quy định thỏa mãn lí do", "vi")
    assert fold_vietnamese("quý") == fold_vietnamese("quí")


def test_combining_marks_read_as_composed_letters():
    assert clean("Chất lượng") == "Chất lượng"


def test_text_without_marks_is_compared_without_marks():
    assert variant("Huong dan phe duyet", "vi") == "vi-plain"
    assert stems("Hướng dẫn phê duyệt", "vi-plain") == stems("huong dan phe duyet", "vi-plain")
    assert variant("Hướng dẫn", "vi") == "vi"
    assert variant("Instruction", "en") == "en"


def test_sentences_know_their_place():
    text = "The buyer rates suppliers. Scores below 80 are discussed!"
    found = sentences(text, "en")
    assert [text[s.start : s.end] for s in found] == ["The buyer rates suppliers.", "Scores below 80 are discussed!"]


@given(st.text(max_size=200), st.sampled_from(["en", "vi", "vi-plain"]))
def test_any_text_gives_sentences_inside_it(text, language):
    for sentence in sentences(text, language):
        assert 0 <= sentence.start < sentence.end <= len(text)
        assert all(sentence.stems)


@given(st.text(max_size=50))
def test_stripping_marks_twice_changes_nothing(text):
    assert strip_marks(strip_marks(text)) == strip_marks(text)


def test_words_behind_a_slash_are_found():
    assert stems("TCVN ISO 9001:2008", "vi") == ("tcvn", "iso", "9001", "2008")
    assert stems("nhà cung cấp/ thầu phụ, và/hoặc", "vi") == ("nhà", "cung", "cấp", "thầu", "phụ", "và", "hoặc")


def test_the_possessive_does_not_stand_between_words():
    assert stems("the customer's property", "en") == stems("customer property", "en")
    assert stems("suppliers’ performance", "en") == stems("supplier performance", "en")
