"""Progress tells how long it takes still, from how fast it went lately."""

import pytest

from transition.cli.progress import Bars, Pace


def test_no_guess_before_there_is_a_pace():
    pace = Pace()
    assert pace.left(0.0, 1, 100) is None
    assert pace.left(1.0, 5, 100) is None


def test_the_time_left_follows_the_pace():
    pace = Pace()
    pace.left(0.0, 0, 100)
    assert pace.left(10.0, 20, 100) == pytest.approx(40.0)
    assert pace.left(20.0, 30, 100) == pytest.approx(20 / 30 * 70)


def test_what_came_from_the_cache_at_once_is_soon_forgotten():
    pace = Pace()
    pace.left(0.0, 0, 1000)
    pace.left(0.5, 900, 1000)  # all at once
    for second in range(1, 100):
        left = pace.left(0.5 + second, 900 + second // 2, 1000)
    assert left == pytest.approx(102, rel=0.1)


@pytest.mark.parametrize(("language", "words"), [("en", "problems so far: 3"), ("vi", "số lỗi đến nay: 3")])
def test_lines_tell_problems(language, words, capsys):
    with Bars(language, quiet=False) as progress:
        progress("reading", 10, 10, 3)
    assert words in capsys.readouterr().err
