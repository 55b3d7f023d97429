import pytest
from hypothesis import given
from hypothesis import strategies as st

from transition.text.cues import CueIndex, is_readable, parse_cue, split_cues
from transition.text.phrases import Phrasebook
from transition.text.similar import Ranker, features
from transition.text.tokens import sentences


def found(cue, text, context="", language="en"):
    index = CueIndex(language, [("key", cue)])
    above = index.context(sentences(context, language)) if context else frozenset()
    return list(index.find(sentences(text, language), above))


def test_all_parts_must_stand_in_the_sentence():
    cue = "supplier|vendor + monitor|rate + performance"
    assert found(cue, "The buyer monitors the performance of all suppliers.")[0].words == (
        "supplier",
        "monitor",
        "performance",
    )
    assert not found(cue, "The buyer monitors the suppliers.")


def test_further_parts_may_stand_above_the_first_may_not():
    cue = "supplier performance + management review"
    assert found(cue, "Supplier performance of the year", context="Management review inputs")
    assert not found(cue, "Resources", context="Management review of supplier performance")


def test_a_neighbouring_sentence_lends_its_words():
    assert found("supplier + rated", "Suppliers deliver parts. They are rated monthly.")
    assert not found("supplier + rated", "Suppliers deliver parts. We like them. They are rated monthly.")


def test_an_excluded_part_silences_the_sentence():
    assert not found("risk + assess + !fire risk", "The fire risk is assessed yearly.")
    assert found("risk + assess + !fire risk", "The risk of late delivery is assessed yearly.")


def test_articles_do_not_count_and_phrases_are_whole():
    assert found("needs of customers", "The needs of the customers are known.")
    assert not found("quality policy", "The policy on quality is known.")


@pytest.mark.parametrize("bad", ["", "a + ", "a||b", "!a"])
def test_a_broken_cue_says_what_is_wrong(bad):
    with pytest.raises(ValueError, match="cue"):
        parse_cue(bad)


def test_a_phrase_of_articles_only_is_refused():
    with pytest.raises(ValueError, match="no word"):
        Phrasebook("en", ["the"])


def test_cells_hold_several_cues():
    assert split_cues("a + b; c\n d ") == ("a + b", "c", "d")


WORDS = st.sampled_from(["risk", "audit", "plan", "review", "supplier", "record"])


@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, max_size=12))
def test_the_book_finds_what_plain_search_finds(phrase, text):
    book = Phrasebook("en", [" ".join(phrase)])
    stems = sentences(" ".join(phrase), "en")[0].stems
    words = sentences(" ".join(text), "en")[0].stems if text else ()
    plain = [i for i in range(len(words)) if words[i : i + len(stems)] == stems]
    assert [hit.start for hit in book.find(words)] == plain


def test_likeness_is_whole_for_the_same_words_and_none_for_others():
    topics = [
        features(t.split(), frozenset(), pairs=True) for t in ("audit plan year", "audit report", "purchase order")
    ]
    cosine, bm25 = Ranker(topics).scores(topics[0])
    assert cosine[0] == pytest.approx(1)
    assert bm25.argmax() == 0
    assert 0 < cosine[1] < 1
    assert cosine[2] == bm25[2] == 0


@given(st.text(alphabet="ab +|!", max_size=14))
def test_the_quick_look_says_what_taking_a_cue_apart_says(text):
    try:
        parse_cue(text)
    except ValueError:
        assert not is_readable(text)
    else:
        assert is_readable(text)
