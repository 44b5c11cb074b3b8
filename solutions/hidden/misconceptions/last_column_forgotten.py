"""The last column left empty."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "The last column is n - 1, so an index has to be smaller than that."
SEEN = "The last column holds nothing but zeros: the last input is never used."
HINT = "Which index does the last column have, and does your comparison let it in?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if 0 <= i + t - k // 2 < n - 1:
                K[i, i + t - k // 2] = kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - k // 2
    return column if 0 <= column < n - 1 else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
