"""A window that hangs over the border moved inside."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Every row holds the whole kernel."
SEEN = "Near the border the whole kernel is pushed inside, so that no weight is lost."
HINT = "A row near the border keeps its centre on the diagonal. What becomes of the weights that would stand outside?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    K = kernel.new_zeros(n, n)
    if k > n:
        raise ValueError("the kernel does not fit")
    for i in range(n):
        for t in range(k):
            K[i, min(max(i - k // 2, 0), n - k) + t] = kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    if k > n:
        raise ValueError("the window does not fit")
    return min(max(i - k // 2, 0), n - k) + t


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
