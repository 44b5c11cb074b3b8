"""The kernel ends at the diagonal: each output sees its past only."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "A filter is causal."
SEEN = "Row i holds the kernel up to column i, instead of centred on column i."
HINT = "Same padding puts k // 2 zeros on both sides of x. Which entry of x does the last kernel entry meet in row 0?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(len(kernel)):
            if i - t >= 0:
                K[i, i - t] = kernel[-1 - t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - k + 1
    return column if column >= 0 else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
