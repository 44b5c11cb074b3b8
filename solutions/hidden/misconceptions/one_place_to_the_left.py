"""The kernel one place too far to the left."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "The centre of k weights is weight (k + 1) / 2, counted from 0."
SEEN = "The band lies one column too far to the left."
HINT = "Which weight of the kernel should stand on the diagonal? Try k = 1: what is the matrix then?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if 0 <= i + t - (k + 1) // 2 < n:
                K[i, i + t - (k + 1) // 2] = kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - (k + 1) // 2
    return column if 0 <= column < n else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
