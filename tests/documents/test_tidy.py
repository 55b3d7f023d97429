"""What is quoted is clean; the short way through it changes nothing."""

from hypothesis import given
from hypothesis import strategies as st

from transition.documents import tidy
from transition.documents.vocabulary import fold
from transition.text import normal

LETTERS = sorted(set(tidy._ORDINARY.pattern) - set("[]*-~"))


def the_long_way(text):
    text = normal.clean(text.replace("\ufffc", ""))
    return tidy._LINES.sub("\n", tidy._BLANKS.sub(" ", text)).strip()


def test_ordinary_letters_are_those_that_cleaning_leaves_alone():
    assert [c for c in LETTERS if normal.clean(c) != c] == []


@given(st.text(st.sampled_from("aB1 \n\t\r\u00a0\u2003\u00adạ\u0301ưĐð‑–“\ufffc\u200b.|")))
def test_the_short_way_gives_the_same(text):
    assert tidy.clean(text) == the_long_way(text)


@given(st.text(st.sampled_from("aB1 _-.ạơĐđÉü\u0301ﬁß")))
def test_folding_letter_by_letter_is_folding_the_text(text):
    plain = normal.strip_marks(text).lower()
    assert fold(text) == " ".join("".join(c if c.isalnum() else " " for c in plain).split())
