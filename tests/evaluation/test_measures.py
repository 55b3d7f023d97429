"""Figures are what their names say, and intervals come from resampling whole groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transition.evaluation.measures import (
    POSITIVE,
    Case,
    average_precision,
    calibration_error,
    f_measure,
    figure,
    macro_f1,
    precision,
    recall,
    share_among,
)


def case(wanted, *said, group="g"):
    return Case(group, frozenset(wanted.split()), said)


def test_shares_count_the_first_answers():
    cases = [case("7.4", "7.4", "8.2"), case("7.5", "8.2", "7.5"), case("6.2")]
    assert share_among(1)(cases) == pytest.approx(1 / 3)
    assert share_among(3)(cases) == pytest.approx(2 / 3)


def test_precision_recall_and_f2_leave_open_what_a_label_leaves_open():
    cases = [case(POSITIVE, POSITIVE), case(POSITIVE, "no"), case("no", POSITIVE), case("yes no", POSITIVE)]
    assert precision(cases) == pytest.approx(2 / 3)
    assert recall(cases) == pytest.approx(1 / 2)
    assert f_measure(2)(cases) == pytest.approx(5 * (2 / 3) * 0.5 / (4 * (2 / 3) + 0.5))


def test_macro_f1_weighs_rare_labels_like_common_ones():
    cases = [case("a", "a"), case("a", "a"), case("a", "a"), case("b", "a")]
    assert macro_f1(cases) == pytest.approx((6 / 7 + 0) / 2)


def test_average_precision_rewards_early_hits():
    assert average_precision([case("a b", "a", "x", "b")]) == pytest.approx((1 + 2 / 3) / 2)


def test_a_figure_of_one_group_has_no_interval_and_that_of_many_has_one_around_it():
    assert figure("one", [case("a", "a")], share_among(1)).low is None
    cases = [case("a", "a" if n % 3 else "b", group=str(n % 7)) for n in range(70)]
    found = figure("many", cases, share_among(1))
    assert found.low <= found.value <= found.high
    assert figure("again", cases, share_among(1)).low == found.low


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50))
def test_the_calibration_error_lies_between_nothing_and_one(pairs):
    assert 0 <= calibration_error([c for c, _ in pairs], [r for _, r in pairs]) <= 1


def test_confidence_that_comes_true_has_no_calibration_error():
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0)
