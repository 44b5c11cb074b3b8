"""Weights further than one column from the diagonal left out."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "A Toeplitz matrix of a convolution has three diagonals."
SEEN = "Only three diagonals hold weights, however long the kernel is."
HINT = "How many weights does row i have for k = 5?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if abs(t - k // 2) <= 1 and 0 <= i + t - k // 2 < n:
                K[i, i + t - k // 2] = kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - k // 2
    return column if abs(t - k // 2) <= 1 and 0 <= column < n else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
