"""The signal reflected beyond its ends, instead of zeros."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Padding mirrors the signal."
SEEN = "Weights that hang over the border are added inside, mirrored: that is reflection padding."
HINT = "The padding is zeros. What does a weight that meets a zero add to the output?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            column = abs(i + t - k // 2)
            column = min(column, 2 * (n - 1) - column)
            if 0 <= column < n:
                K[i, column] += kernel[t]
    return K
"""


def _column(i: int, t: int, n: int, k: int) -> int | None:
    column = abs(i + t - k // 2)
    column = min(column, 2 * (n - 1) - column)
    if not 0 <= column < n:
        raise ValueError("reflected twice")
    return column


predict = variation(oracles.toeplitz_matrix, column_of=_column)
