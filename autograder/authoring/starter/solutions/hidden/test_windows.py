"""Hidden graders of windows.py."""

import functools

import numpy as np
import pytest

from autograder.grading.checks import accepts, fail, find, kind_of, matches_oracle, rejects
from autograder.wall.student import Student
from hidden import oracles

COUNT, MEAN = "windows.window_count", "windows.moving_average"


@pytest.mark.about(COUNT)
def test_window_count(student: Student) -> None:
    """window_count counts the windows."""

    def answer(n: int, width: int) -> np.ndarray:
        count = find(student, COUNT)(n, width)
        if type(count) is not int:
            fail(f"window_count must return an int, got {kind_of(count)}.")
        return np.array(count)

    matches_oracle(COUNT, [(5, 3), (7, 1), (4, 4)], answer, oracles.window_count, what="the count")


@pytest.mark.public
@pytest.mark.about(MEAN)
def test_moving_average(student: Student) -> None:
    """moving_average gives the mean of each window."""

    def answer(values: list[float], width: int) -> np.ndarray:
        means = find(student, MEAN)(values, width)
        if not (isinstance(means, list) and all(isinstance(mean, (int, float)) for mean in means)):
            fail(f"moving_average must return a list of numbers, got {kind_of(means)}.")
        return np.array(means, float)

    cases = [([1.0, 2.0, 6.0, 2.0], 2), ([4.0, -1.0, 3.0, 8.0, 5.0], 3), ([2.0, 7.0], 1)]
    matches_oracle(MEAN, cases, answer, oracles.moving_average, what="the means")


@pytest.mark.about(MEAN)
def test_moving_average_rejects_a_width_that_does_not_fit(student: Student) -> None:
    """moving_average raises ValueError for a width that does not fit."""
    average = find(student, MEAN)
    accepts(
        functools.partial(average, [1.0, 2.0], 2), "A window as wide as the list", lambda got: isinstance(got, list)
    )
    for width in (0, 3):
        rejects(functools.partial(average, [1.0, 2.0], width), f"A width of {width} for 2 numbers")
