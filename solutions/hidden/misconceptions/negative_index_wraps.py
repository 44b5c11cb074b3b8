"""Weights that hang over on the left written to the end of the row."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "An index that does not exist is left out."
SEEN = "Weights that hang over on the left turn up at the right end of the row."
HINT = "K[i, -1] is the last column of row i, not an error. Which rows have a column below 0?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if i + t - k // 2 < n:
                K[i, i + t - k // 2] += kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - k // 2
    if column < -n:
        raise IndexError(column)
    return column % n if column < n else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
