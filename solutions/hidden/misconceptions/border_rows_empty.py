"""Rows whose window hangs over the border left empty."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Where the window does not fit, there is no output."
SEEN = "The rows whose window hangs over the border hold nothing but zeros."
HINT = "With same padding, the part of the window that lies inside still counts. Which weights does row 0 have?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if k // 2 <= i < n - k // 2:
                K[i, i + t - k // 2] = kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    return i + t - k // 2 if k // 2 <= i < n - k // 2 else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
