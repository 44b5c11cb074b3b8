"""Hidden graders of toeplitz.py: questions 1a to 1c."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from autograder.grading.checks import (
    accepts,
    as_tensor,
    fail,
    find,
    gradient_matches,
    kind_of,
    matches_oracle,
    rejects,
)
from autograder.grading.closeness import close
from autograder.wall.student import Student
from hidden import oracles

TOEPLITZ, COUNTS, LOCAL = "toeplitz.toeplitz_matrix", "toeplitz.weight_counts", "toeplitz.locally_connected_matrix"

_EDGES = np.array([-1, 0, 1], np.float32)  # what finds edges: a weight that is zero can learn, too
_NOT_1D = "A kernel that is not 1-D, also where all of its axes but one have length one,"


def kernel(k: int, row: int = 0) -> np.ndarray:
    """A kernel without symmetry and without zeros, of both signs, so that every misplacement shows. Always the same."""
    random = np.random.default_rng([k, row])
    return np.asarray(random.uniform(1, 9, k) * random.choice([-1, 1], k), np.float32)


def kernels(n: int, k: int) -> np.ndarray:
    return np.stack([kernel(k, row) for row in range(n)])


@pytest.mark.public
def test_worksheet_matrix(student: Student) -> None:
    """The matrix comes out for n = 9 and a kernel of 3."""
    _check_toeplitz(student, [(np.array([1, 2, 3], np.float32), 9), (kernel(3), 9)])


def test_matrix_reproduces_conv1d(student: Student) -> None:
    """The matrix reproduces conv1d for every odd kernel length."""
    _check_toeplitz(student, [(kernel(k), n) for k, n in [(1, 4), (3, 3), (3, 7), (3, 10), (5, 6), (5, 11), (7, 8)]])


def test_kernel_longer_than_the_signal(student: Student) -> None:
    """The matrix reproduces conv1d also where the kernel is longer than the signal."""
    # Symmetric kernels: which way round they stand is another test's question.
    weights = [(kernel(k), n) for k, n in [(5, 3), (5, 4), (7, 4), (9, 2), (3, 1)]]
    _check_toeplitz(student, [(one + one[::-1], n) for one, n in weights])


def test_matrix_keeps_dtype(student: Student) -> None:
    """The matrix has the dtype of the kernel."""
    function = find(student, TOEPLITZ)
    _check_dtype(lambda weights: function(weights, 6), kernel(3), lambda weights: oracles.toeplitz_matrix(weights, 6))


def test_matrix_is_differentiable_in_the_kernel(student: Student) -> None:
    """Gradients flow from the matrix back to the kernel."""
    function = find(student, TOEPLITZ)
    for weights in (kernel(5), _EDGES):
        gradient_matches(
            student,
            function,
            [weights, 8],
            0,
            lambda weights: function(weights, 8),
            weights,
            what="the kernel",
            misconception="detached-from-autograd",
            of=TOEPLITZ,
        )


def test_matrix_rejects_an_even_kernel(student: Student) -> None:
    """A kernel of even length, or one that is not 1-D, raises ValueError."""
    function = find(student, TOEPLITZ)
    accepts(lambda: function(kernel(3), 9), "A kernel of odd length")
    rejects(lambda: function(kernel(4), 9), "A kernel of even length", "even-kernel-accepted")
    rejects(lambda: function(kernel(6), 2), "A kernel of even length, longer than the signal,", "even-kernel-accepted")
    rejects(lambda: function(kernel(9).reshape(3, 3), 9), "A kernel that is not 1-D")
    for one in (kernel(3)[None], kernel(3)[None, None], kernel(3)[:, None]):
        rejects(functools.partial(function, one, 9), _NOT_1D)
    rejects(lambda: function(kernel(0), 9), "A kernel without weights")


@pytest.mark.public
def test_worksheet_weight_counts(student: Student) -> None:
    """The counts come out for n = 9 and k = 3."""
    _check_counts(student, [(9, 3)], ["dense", "locally_connected", "convolution"])


def test_dense_and_convolution_counts(student: Student) -> None:
    """A dense layer and a convolution are counted rightly for other sizes."""
    _check_counts(student, [(7, 5), (12, 1), (4, 7), (1, 3)], ["dense", "convolution"])


def test_locally_connected_count(student: Student) -> None:
    """A locally connected layer is counted without what lies outside the input, for windows of any length."""
    _check_counts(
        student, [(7, 5), (12, 1), (5, 5), (4, 5), (5, 7), (4, 7), (20, 9), (1, 3), (3, 9)], ["locally_connected"]
    )


@pytest.mark.public
def test_small_locally_connected_matrix(student: Student) -> None:
    """A small locally connected matrix comes out as written by hand."""
    _check_local(student, [(np.arange(1, 13, dtype=np.float32).reshape(4, 3),)])


def test_each_row_uses_its_own_kernel(student: Student) -> None:
    """Row i of the matrix holds kernel i, for every length, also of kernels longer than the signal."""
    _check_local(student, [(kernels(n, k),) for n, k in [(5, 1), (7, 3), (9, 5), (4, 5), (3, 5), (2, 7), (1, 3)]])


def test_locally_connected_matrix_is_differentiable(student: Student) -> None:
    """Gradients flow from the matrix back to every kernel."""
    for weights in (kernels(5, 3), np.stack([_EDGES] * 4)):
        gradient_matches(
            student,
            find(student, LOCAL),
            [weights],
            0,
            find(student, LOCAL),
            weights,
            what="the kernels",
            misconception="detached-from-autograd",
            of=LOCAL,
        )


def test_locally_connected_matrix_keeps_dtype(student: Student) -> None:
    """The matrix has the dtype of the kernels."""
    _check_dtype(find(student, LOCAL), kernels(4, 3), oracles.locally_connected_matrix)


def test_locally_connected_matrix_rejects_bad_kernels(student: Student) -> None:
    """Kernels of even length, or kernels that are not 2-D, raise ValueError."""
    function = find(student, LOCAL)
    accepts(lambda: function(kernels(5, 3)), "A 2-D tensor of kernels of odd length")
    rejects(lambda: function(kernels(5, 4)), "Kernels of even length", "even-kernel-accepted")
    rejects(lambda: function(kernels(2, 6)), "Kernels of even length, longer than the signal,", "even-kernel-accepted")
    rejects(lambda: function(kernels(5, 0)), "Kernels without weights")
    rejects(lambda: function(kernel(5)), "A 1-D tensor of kernels")
    rejects(lambda: function(kernels(5, 3)[None]), "A 3-D tensor of kernels")


def _check_dtype(
    answer: Callable[[np.ndarray], Any], weights: np.ndarray, oracle: Callable[[np.ndarray], np.ndarray]
) -> None:
    """Fail unless the matrix has the dtype of the weights, and their digits; where they stand is another test's."""
    for dtype in (np.float32, np.float64):
        given = np.divide(weights, 3, dtype=dtype)  # no float32 has all digits of these float64s
        got, right = as_tensor(answer(given), "The matrix"), oracle(given)
        if got.dtype != dtype:
            fail(f"Weights of {np.dtype(dtype)} gave a matrix of {got.dtype}.", misconception="dtype-lost")
        if not got.any():
            fail("The matrix holds nothing but zeros.")
        if close(got, right) and not np.allclose(got, right, rtol=0, atol=1e-10):
            seen = f"The matrix has the dtype {np.dtype(dtype)}, but its numbers were rounded on the way."
            fail(seen, misconception="dtype-lost")


def _check_toeplitz(student: Student, cases: list[tuple[np.ndarray, int]]) -> None:
    matches_oracle(TOEPLITZ, cases, find(student, TOEPLITZ), oracles.toeplitz_matrix, what="the matrix")


def _check_local(student: Student, cases: list[tuple[np.ndarray]]) -> None:
    matches_oracle(LOCAL, cases, find(student, LOCAL), oracles.locally_connected_matrix, what="the matrix")


def _check_counts(student: Student, cases: list[tuple[int, int]], kinds: list[str]) -> None:
    def answer(n: int, k: int) -> np.ndarray:
        counts = find(student, COUNTS)(n, k)
        if not isinstance(counts, dict):
            fail(f"weight_counts must return a dict, got {kind_of(counts)}.")
        for kind in kinds:
            if kind not in counts:
                fail(f"The dict has no key {kind!r}.", "The docstring's Returns section names the keys.")
            if type(counts[kind]) is not int:
                fail(
                    f"The count under {kind!r} must be an int, got {kind_of(counts[kind])}.",
                    "Weights are counted in whole numbers. Which step of your sum leaves them?",
                )
        return view(counts)

    def view(counts: dict[str, int]) -> np.ndarray:
        return np.array([counts[kind] for kind in kinds], np.float64)  # an int of any size fits in

    def which(answers: Sequence[np.ndarray], expected: Sequence[np.ndarray]) -> str:
        right = np.all(np.equal(answers, expected), axis=0)
        return f"the count under {' and '.join(repr(kind) for kind, one in zip(kinds, right, strict=True) if not one)}"

    matches_oracle(COUNTS, cases, answer, oracles.weight_counts, what="the counts", which=which, view=view)
