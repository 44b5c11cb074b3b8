"""The centre of a kernel of three, whatever its length."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "The kernel reaches one column to the left."
SEEN = "Weight 2 of the kernel stands on the diagonal, whatever its length is."
HINT = "For k = 3 the centre is the second weight. Which one is it for k = 5?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if 0 <= i + t - 1 < n:
                K[i, i + t - 1] = kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - 1
    return column if 0 <= column < n else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
