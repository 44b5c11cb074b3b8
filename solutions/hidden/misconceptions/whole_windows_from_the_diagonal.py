"""Rows that begin at the diagonal, as far as the whole kernel fits."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "The kernel slides from column 0 to column n - k."
SEEN = "Row i begins at column i, and rows in which the kernel does not fit are empty."
HINT = "With same padding every row has weights, and the kernel's centre stands on the diagonal."
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if i + k <= n:
                K[i, i + t] = kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    return i + t if i + k <= n else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
