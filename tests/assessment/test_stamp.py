"""A decision rests on a requirement's wording and its evidence texts: the stamp differs when these do, and only then."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from transition.assessment.judge import stamp
from transition.model import Evidence, Requirement

TEXTS = st.sampled_from(["", "a", "b", "ab", "xem sổ", "a\n"])
CITED = st.lists(st.tuples(st.sampled_from(["d1", "d2"]), TEXTS), max_size=4)


def requirement(wording: str) -> Requirement:
    return Requirement("4.1-1", "2015", "4.1", {"en": wording}, "", "")


def evidence(document: str, quote: str, number: int = 0) -> Evidence:
    return Evidence(document, f"{document}:{number}", f"body/{number}", quote, "cue", 0.5 + number / 10, "supports")


@given(TEXTS, CITED, TEXTS, CITED)
def test_two_findings_have_one_stamp_just_if_wording_and_evidence_are_the_same(one, first, other, second):
    stamps = [
        stamp(requirement(wording), [evidence(*item) for item in cited])
        for wording, cited in ((one, first), (other, second))
    ]
    assert (stamps[0] == stamps[1]) == ((one, sorted(first)) == (other, sorted(second)))


@given(CITED, st.randoms(use_true_random=False))
def test_order_place_score_and_other_languages_do_not_matter(cited, chance):
    moved = [evidence(*item, number=n) for n, item in enumerate(cited)]
    chance.shuffle(moved)
    other = replace(requirement("a"), change="new", severity="major-risk", wording={"en": "a", "vi": "khác"})
    assert stamp(other, moved) == stamp(requirement("a"), [evidence(*item) for item in cited])
