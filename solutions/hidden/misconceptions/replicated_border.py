"""The border sample repeated beyond the ends of x, instead of zeros."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Padding repeats the last sample."
SEEN = "What hangs over an end is added to the first or last column: that is replicate padding."
HINT = "Beyond the ends of x there are zeros. What becomes of a weight that meets a zero?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(len(kernel)):
            K[i, min(max(i + t - len(kernel) // 2, 0), n - 1)] += kernel[t]
    return K
"""


def _column(i: int, t: int, n: int, k: int) -> int | None:
    return min(max(i + t - k // 2, 0), n - 1)


predict = variation(oracles.toeplitz_matrix, column_of=_column)
