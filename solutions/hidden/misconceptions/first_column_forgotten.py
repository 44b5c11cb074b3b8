"""Column 0 left empty."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "An index has to be larger than zero."
SEEN = "Column 0 holds nothing but zeros: the first input is never used."
HINT = "Is 0 a column? Look at the comparison that decides what lies outside."
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if 0 < i + t - k // 2 < n:
                K[i, i + t - k // 2] = kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - k // 2
    return column if 0 < column < n else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
