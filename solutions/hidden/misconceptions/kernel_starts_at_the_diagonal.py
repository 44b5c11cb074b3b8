"""The kernel starts at the diagonal, instead of being centred on it."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Row i begins at column i."
SEEN = "Row i holds the kernel from column i on, instead of centred on column i."
HINT = "Same padding puts k // 2 zeros on both sides of x. Which entry of x does the first kernel entry meet in row 0?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(len(kernel)):
            if i + t < n:
                K[i, i + t] = kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    return i + t if i + t < n else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
