"""Hidden graders of toeplitz.py: questions 1a to 1c."""

from __future__ import annotations

import numpy as np
import pytest

from autograder import oracles
from autograder.hidden.compare import as_tensor, close, fail, matches_oracle, rejects
from autograder.remote import Student, StudentError

random = np.random.default_rng(11)


def kernel(k: int) -> np.ndarray:
    """A kernel without any symmetry, and without zeros, so that every misplacement shows."""
    return (random.uniform(0.5, 1.5, k) * np.where(np.arange(k) % 3 == 1, -1, 1) + np.arange(k)).astype(np.float32)


@pytest.mark.public
def test_worksheet_matrix(student: Student) -> None:
    """The worksheet's matrix comes out for n = 9 and a kernel of 3."""
    cases = [(np.array([1, 2, 3], np.float32), 9), (kernel(3), 9)]
    matches_oracle(
        "toeplitz.toeplitz_matrix", cases, student.toeplitz.toeplitz_matrix, oracles.toeplitz_matrix, what="the matrix"
    )


def test_matrix_reproduces_conv1d(student: Student) -> None:
    """The matrix reproduces conv1d for every odd kernel length."""
    cases = [(kernel(k), n) for k, n in [(1, 4), (3, 7), (3, 10), (5, 6), (5, 11), (7, 8)]]
    matches_oracle(
        "toeplitz.toeplitz_matrix", cases, student.toeplitz.toeplitz_matrix, oracles.toeplitz_matrix, what="the matrix"
    )


def test_kernel_longer_than_the_signal(student: Student) -> None:
    """The matrix reproduces conv1d also where the kernel is longer than the signal."""
    # Symmetric kernels: which way round they stand is another test's question.
    weights = [(kernel(k), n) for k, n in [(5, 3), (7, 4), (9, 2), (3, 1)]]
    cases = [(one + one[::-1], n) for one, n in weights]
    matches_oracle(
        "toeplitz.toeplitz_matrix", cases, student.toeplitz.toeplitz_matrix, oracles.toeplitz_matrix, what="the matrix"
    )


def test_matrix_keeps_dtype(student: Student) -> None:
    """The matrix has the dtype of the kernel."""
    got = as_tensor(student.toeplitz.toeplitz_matrix(kernel(3).astype(np.float64), 6), "The matrix")
    if got.dtype != np.float64:
        fail(f"A float64 kernel gave a {got.dtype} matrix.", misconception="dtype-lost")


def test_matrix_is_differentiable_in_the_kernel(student: Student) -> None:
    """Gradients flow from the matrix back to the kernel."""
    _check_gradient(student, "toeplitz_matrix", kernel(5), 8)


def test_matrix_rejects_an_even_kernel(student: Student) -> None:
    """A kernel of even length, or one that is not 1-D, raises ValueError."""
    rejects(lambda: student.toeplitz.toeplitz_matrix(kernel(4), 9), "A kernel of even length")
    rejects(lambda: student.toeplitz.toeplitz_matrix(kernel(9).reshape(3, 3), 9), "A kernel that is not 1-D")


@pytest.mark.public
def test_worksheet_weight_counts(student: Student) -> None:
    """The counts of the worksheet come out for n = 9 and k = 3."""
    _check_counts(student, [(9, 3)], ["dense", "locally_connected", "convolution"])


def test_dense_and_convolution_counts(student: Student) -> None:
    """A dense layer and a convolution are counted rightly for other sizes."""
    _check_counts(student, [(7, 5), (12, 1), (4, 7), (1, 3)], ["dense", "convolution"])


def test_locally_connected_count(student: Student) -> None:
    """A locally connected layer is counted without what lies outside the input."""
    _check_counts(student, [(7, 5), (12, 1), (4, 7), (20, 9), (1, 3)], ["locally_connected"])


@pytest.mark.public
def test_small_locally_connected_matrix(student: Student) -> None:
    """A small locally connected matrix comes out as written by hand."""
    cases = [(np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]], np.float32),)]
    _check_locally_connected(student, cases)


def test_each_row_uses_its_own_kernel(student: Student) -> None:
    """Row i of the matrix holds kernel i, for every length, also of kernels longer than the signal."""
    sizes = [(5, 1), (7, 3), (9, 5), (3, 5), (2, 7)]
    _check_locally_connected(student, [(np.stack([kernel(k) * (1 + i) for i in range(n)]),) for n, k in sizes])


def test_locally_connected_matrix_is_differentiable(student: Student) -> None:
    """Gradients flow from the matrix back to every kernel."""
    _check_gradient(student, "locally_connected_matrix", np.stack([kernel(3) for _ in range(5)]))


def test_locally_connected_matrix_keeps_dtype(student: Student) -> None:
    """The matrix has the dtype of the kernels."""
    kernels = np.stack([kernel(3) for _ in range(4)]).astype(np.float64)
    got = as_tensor(student.toeplitz.locally_connected_matrix(kernels), "The matrix")
    if got.dtype != np.float64:
        fail(f"float64 kernels gave a {got.dtype} matrix.", misconception="dtype-lost")


def test_locally_connected_matrix_rejects_bad_kernels(student: Student) -> None:
    """Kernels of even length, or kernels that are not 2-D, raise ValueError."""
    rejects(lambda: student.toeplitz.locally_connected_matrix(np.ones((5, 4), np.float32)), "Kernels of even length")
    rejects(lambda: student.toeplitz.locally_connected_matrix(np.ones(5, np.float32)), "A 1-D tensor of kernels")


def _check_locally_connected(student: Student, cases: list[tuple[np.ndarray]]) -> None:
    matches_oracle(
        "toeplitz.locally_connected_matrix",
        cases,
        student.toeplitz.locally_connected_matrix,
        oracles.locally_connected_matrix,
        what="the matrix",
    )


def _check_counts(student: Student, cases: list[tuple[int, int]], kinds: list[str]) -> None:
    def answer(n: int, k: int) -> np.ndarray:
        counts = student.toeplitz.weight_counts(n, k)
        if not isinstance(counts, dict):
            fail("weight_counts must return a dict.")
        for kind in kinds:
            if type(counts.get(kind)) is not int:
                fail(f"The dict must have an int under the key {kind!r}.")
        return np.array([counts[kind] for kind in kinds])

    def oracle(n: int, k: int) -> np.ndarray:
        return np.array([oracles.weight_counts(n, k)[kind] for kind in kinds])

    function = "toeplitz.weight_counts" if "locally_connected" in kinds and len(kinds) == 1 else ""
    matches_oracle(function, cases, answer, oracle, what="the count")


def _check_gradient(student: Student, name: str, weights: np.ndarray, *more: int) -> None:
    """Check the gradient of the student's own matrix, right or wrong: that mistake has its own tests.

    The matrix is linear in its weights, so the derivative by one weight is the matrix of that weight alone.
    """
    n = more[0] if more else len(weights)
    upstream = random.normal(size=(n, n)).astype(np.float32)
    function = getattr(student.toeplitz, name)
    expected = np.zeros(weights.shape)
    for index in np.ndindex(*weights.shape):
        unit = np.zeros_like(weights)
        unit[index] = 1
        matrix = as_tensor(function(unit, *more), "The matrix")
        if matrix.shape != upstream.shape:
            fail("Wrong shape of the matrix.")
        expected[index] = (matrix * upstream).sum()
    try:
        (gradient,) = student.gradients(function, [weights, *more], upstream, [0])
    except StudentError as error:
        if error.type_name == "RuntimeError" and "grad" in error.message:
            fail("The matrix carries no gradient.", misconception="detached-from-autograd")
        raise
    if gradient is None:
        fail("The gradient does not reach the argument.", misconception="detached-from-autograd")
    if not close(gradient, expected):
        fail(
            "The gradient has other values than it should.",
            "Each weight's gradient sums over all places where it is used.",
        )
