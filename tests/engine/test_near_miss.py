"""What is said of an answer that nothing known explains: true on every input, or not said."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from autograder.grading.closeness import close
from autograder.grading.near_miss import near_miss

RANDOM = np.random.default_rng(0)
MATRICES = [RANDOM.normal(size=(n, n)) for n in (7, 9, 12)]
MAPS = [RANDOM.normal(size=shape) for shape in ((2, 3, 8, 8), (1, 2, 9, 12), (4, 1, 10, 7), (2, 1, 7, 7))]


def said(change: Callable[[np.ndarray], np.ndarray], expected: list[np.ndarray] = MATRICES) -> str:
    cases = [(want.astype(np.float32),) for want in expected]
    return near_miss(cases, [change(want.copy()) for want in expected], expected)


def put(where: tuple[object, ...]) -> Callable[[np.ndarray], np.ndarray]:
    def change(want: np.ndarray) -> np.ndarray:
        want[where] += 1.0
        return want

    return change


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (np.transpose, "It is right once it is transposed."),
        (np.negative, "It is right but for its sign."),
        (lambda want: want[::-1], "It is right once its axis 0 is read backwards."),
        (lambda want: 2.5 * want, "It is right up to one factor, the same for all its numbers and all inputs."),
        (lambda want: want + 3, "It is right up to one number that is added, the same everywhere."),
        (put((0,)), "It is right everywhere but in the first rows."),
        (put((-1,)), "It is right everywhere but in the last rows."),
        (put(([0, -1],)), "It is right everywhere but in the first and the last rows."),
        (lambda want: want + np.tril(want, -1), "It is right everywhere but below the diagonal."),
        (lambda want: want + np.triu(want, 1), "It is right everywhere but above the diagonal."),
        (lambda want: want[None], "It is right but for axes of length one, which are too many."),
        (lambda want: want[:, 0:-0], "It is empty there. A slice such as a[p:-p] holds nothing where p is 0."),
        (put((slice(None), 0)), "It is right everywhere but in the first columns."),
    ],
)
def test_what_is_true_of_a_matrix_is_said(change: Callable[[np.ndarray], np.ndarray], sentence: str) -> None:
    assert said(change) == sentence


def test_what_is_missing_or_too_much_is_said() -> None:
    def with_holes(want: np.ndarray) -> np.ndarray:
        want[::3, 1::2] = 0
        return want

    def without_first(want: np.ndarray) -> np.ndarray:
        want[0] = 0
        return want

    assert said(with_holes) == "What is wrong in it is zero: something is missing there."
    assert said(without_first) == (
        "It is right everywhere but in the first rows. What is wrong in it is zero: something is missing there."
    )
    sparse = [with_holes(want.copy()) for want in MATRICES]
    assert (
        said(lambda want: np.where(want == 0, 7, want), sparse) == "It holds all that it should, and something besides."
    )
    assert said(lambda want: np.where(want == 0, 7, 0), sparse) == ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ([3, 1, 2], "Where it is wrong, it is too large."),
        ([-1, 0, -2], "Where it is wrong, it is too small."),
        ([0, 0, 2], ""),  # once is no rule
        ([3, -1, 2], ""),
    ],
)
def test_numbers_that_err_on_one_side_are_said_to(change: list[int], sentence: str) -> None:
    expected = [np.array(number) for number in (25, 39, 12)]
    answers = [want + by for want, by in zip(expected, change, strict=True)]
    assert near_miss([(9, 3), (9, 5), (12, 1)], answers, expected) == sentence


def test_of_yes_and_no_neither_is_too_large() -> None:
    assert near_miss([(1,), (2,), (3,)], [np.array(1.0)] * 3, [np.array(0.0), np.array(0.0), np.array(1.0)]) == ""


def at_the_border(want: np.ndarray) -> np.ndarray:
    want[..., 0, :] += 1
    want[..., :, -1] += 1
    return want


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (at_the_border, "It is right everywhere but at the border."),
        (lambda want: want if want.shape[2] == want.shape[3] else want + 1, "It is right for images as high as wide"),
        (lambda want: want if want.shape[1] == 1 else 0 * want, "It is right for images of one channel"),
        (lambda want: want if len(want) == 1 else want[::-1] + want, "It is right for a batch of one image"),
        (np.squeeze, "It is right but for axes of length one, which are missing."),
        (lambda want: want.transpose(0, 2, 3, 1), "It is right once its axes are in another order."),
    ],
)
def test_what_is_true_of_maps_is_said(change: Callable[[np.ndarray], np.ndarray], sentence: str) -> None:
    assert said(change, MAPS).startswith(sentence)


def only_once(change: Callable[[np.ndarray], np.ndarray]) -> Callable[[np.ndarray], np.ndarray]:
    """The change on all inputs but the last, on which something else is wrong."""
    return lambda want: want + RANDOM.normal(size=want.shape) if want.shape == (12, 12) else change(want)


@pytest.mark.parametrize(
    "change",
    [
        *(only_once(change) for change in (np.transpose, np.negative, put((0,)), lambda want: 2 * want)),
        lambda want: want * RANDOM.uniform(1, 2, want.shape),
        lambda want: want * len(want),  # another factor for each input
        put((len(MATRICES[0]) // 2,)),  # in the middle
        lambda want: want + np.nan,
        lambda want: np.zeros((2, 2)),
        lambda want: want > 0,
    ],
)
def test_what_is_not_true_of_every_input_is_not_said(change: Callable[[np.ndarray], np.ndarray]) -> None:
    assert said(change) == ""


def test_a_row_in_the_middle_is_no_border_of_a_small_matrix() -> None:
    small = [np.arange(9.0).reshape(3, 3) + 1]
    assert said(put((1,)), small) == ""


def test_an_infinite_prediction_agrees_with_nothing_finite() -> None:
    assert not close(np.array([1.0, 2.0]), np.array([1.0, np.inf]))
    assert close(np.array([1.0, np.inf]), np.array([1.0, np.inf]))


PAIRS = [(0, 0), (2, -3), (-1, 0), (0, 4), (-2, -2), (3, 1)]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({2, 4}, "It is wrong only where the first number of the pair is negative."),
        ({1, 4}, "It is wrong only where the second number of the pair is negative."),
        ({1, 2, 4}, ""),
        ({3}, ""),  # one alone says too little
        ({0, 2, 4}, ""),
    ],
)
def test_what_is_true_of_pairs_is_said(wrong: set[int], sentence: str) -> None:
    cases = [(RANDOM.normal(size=(5, 6)), pair) for pair in PAIRS]
    expected = [RANDOM.normal(size=(5, 6)) for _ in PAIRS]
    noise = [RANDOM.normal(size=(5, 6)) if place in wrong else 0 for place in range(len(PAIRS))]
    assert near_miss(cases, [want + one for want, one in zip(expected, noise, strict=True)], expected) == sentence


SIZES = [(7, 5), (12, 1), (5, 5), (4, 7), (20, 9), (1, 3)]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({3, 5}, "It is wrong where k is larger than n, and for no other input that was tried."),
        ({2, 3, 5}, "It is wrong where k is at least n, and for no other input that was tried."),
        ({2}, "It is wrong where n is equal to k, and for no other input that was tried."),
        ({1}, "It is wrong where k is 1, and for no other input that was tried."),
        ({1, 3, 4}, "It is wrong where n is even, and for no other input that was tried."),
        ({0, 3}, ""),
        ({0, 1, 3, 4, 5}, ""),  # right once alone says too little
    ],
)
def test_what_is_true_of_sizes_is_said(wrong: set[int], sentence: str) -> None:
    expected, answers = with_noise(wrong)
    assert near_miss(SIZES, answers, expected, ["n", "k"]) == sentence
    assert near_miss(SIZES, answers, expected) == ""


def with_noise(wrong: set[int]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """What is right for SIZES, and answers of which these are wrong."""
    expected = [RANDOM.normal(size=(2, 2)) for _ in SIZES]
    return expected, [want + RANDOM.normal(size=(2, 2)) * (place in wrong) for place, want in enumerate(expected)]


def test_sizes_of_arrays_have_the_names_that_python_gives_them() -> None:
    expected, answers = with_noise({3, 5})
    by_length = near_miss([(np.ones(k), n) for n, k in SIZES], answers, expected, ["kernel", "n"])
    assert by_length == "It is wrong where len(kernel) is larger than n, and for no other input that was tried."
    by_shape = near_miss([(np.ones((n, k)),) for n, k in SIZES], answers, expected, ["a"])
    assert by_shape == "It is wrong where a.shape[1] is larger than a.shape[0], and for no other input that was tried."
    others = [(np.ones(k), n, "words") for n, k in SIZES]  # there may be more to it than sizes
    assert near_miss(others, answers, expected, ["a", "n", "mode"]) == ""
