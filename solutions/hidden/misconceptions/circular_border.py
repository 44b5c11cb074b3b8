"""The kernel wraps around at the ends."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Each row is the row above, rolled by one: a circulant matrix."
SEEN = "The kernel comes in again at the other end of the row: your matrix is circulant."
HINT = "Beyond the ends of x there are zeros, not the other end of x. What is left of the kernel in the first row?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(len(kernel)):
            K[i, (i + t - len(kernel) // 2) % n] += kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    return (i + t - k // 2) % n


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
