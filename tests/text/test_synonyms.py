"""Words of one meaning are one word for cues, and only for what must stand there."""

from hypothesis import given
from hypothesis import strategies as st

from transition.text.cues import CueIndex
from transition.text.synonyms import Synonyms, same_meaning
from transition.text.tokens import sentences, stems

SUPPLIER = ("supplier", "vendor", "external provider")


def found(cue, text, same=(SUPPLIER,)):
    return list(CueIndex("en", [("key", cue)], same).find(sentences(text, "en")))


def test_a_cue_that_names_one_word_of_a_group_finds_all_of_them():
    assert found("supplier + rate", "The buyer rates each vendor.")
    assert found("vendor + rate", "External providers are rated yearly.")
    assert not found("supplier + rate", "The buyer rates each vendor.", same=())


def test_what_must_not_stand_there_is_taken_by_the_letter():
    assert found("order + !vendor", "The supplier confirms the order.")
    assert not found("order + !vendor", "The vendor confirms the order.")


def test_the_longest_phrase_of_a_group_wins():
    words = Synonyms("en", [("record", "write down"), ("paper", "write")])
    assert words.rewrite(stems("they write down the result", "en")) == stems("they record the result", "en")


def test_places_are_counted_in_the_words_of_the_sentence_itself():
    index = CueIndex("en", [("key", "supplier + order")], [SUPPLIER])
    sentence = sentences("Our external provider gets an order", "en")[0]
    assert [(p.start, p.end) for p in index.places(sentence)] == [(0, 2), (3, 4)]


def test_only_groups_of_one_meaning_are_taken_from_the_vocabulary():
    assert same_meaning({"same.supplier": SUPPLIER, "section.generic": ("purpose",)}) == [SUPPLIER]


@given(st.lists(st.sampled_from(["vendor", "external", "provider", "order", "supplier"]), max_size=12))
def test_rewriting_twice_changes_nothing_and_every_stem_keeps_its_origin(words):
    book = Synonyms("en", [SUPPLIER])
    sentence = stems(" ".join(words), "en") if words else ()
    once = book.rewrite(sentence)
    assert book.rewrite(once) == once
    origins = book.origins(sentence)
    assert len(origins) == len(once)
    assert all(0 <= start < end <= len(sentence) for start, end in origins)
    assert [a for a, _ in origins] == sorted(a for a, _ in origins)
