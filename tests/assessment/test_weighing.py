"""How likely a place is to state its element."""

from hypothesis import given
from hypothesis import strategies as st

from tests.make import state
from transition.assessment.weighing import Signs, least, weights_for

signs = st.builds(
    Signs,
    fit=st.floats(0, 1),
    here=st.integers(1, 6),
    above=st.integers(0, 4),
    far=st.sampled_from([0.0, 1.0]),
    rivals=st.integers(1, 40),
    likeness=st.floats(0, 1),
    words=st.integers(1, 80),
    cell=st.sampled_from([0.0, 1.0]),
)


@given(signs, st.sampled_from(["en", "vi", "vi-plain", "fr"]))
def test_a_chance_lies_between_nothing_and_certain_and_grows_with_fit_and_likeness(found, language):
    weights = weights_for(language)
    chance = weights.chance(found)
    assert 0 < chance < 1
    assert weights.chance(found._replace(fit=1.0)) >= chance
    assert weights.chance(found._replace(likeness=1.0)) >= chance
    assert weights.chance(found._replace(far=1.0)) <= chance


def test_a_new_demand_needs_a_surer_place_than_an_old_one():
    assert least("new") > least("unchanged")


def test_the_score_of_evidence_is_its_chance_and_a_clear_sentence_has_a_high_one():
    text = "Each quarter the buyer evaluates and selects suppliers by the criteria on form F-12."
    scores = [f.evidence.score for f in state(text, "en", "Evaluation of suppliers") if f.requirement == "8.4.1-2"]
    assert max(scores) > 0.5
