"""The kernel's first weight never used."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "The kernel's weights are numbered from 1."
SEEN = "The kernel's first weight is nowhere in your matrix."
HINT = "Which index has the first weight, and where does your loop begin?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(1, len(kernel)):
            if 0 <= i + t - len(kernel) // 2 < n:
                K[i, i + t - len(kernel) // 2] = kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - k // 2
    return column if 0 <= column < n and t > 0 else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
