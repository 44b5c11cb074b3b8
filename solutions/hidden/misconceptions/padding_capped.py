"""The padding capped, so that a long kernel is off its centre."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "There can be no more padding than samples."
SEEN = "For a kernel much longer than the signal, the window is off its centre: you cap the padding."
HINT = "Which weight meets sample i in row i, for a kernel of 9 and 2 samples?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    pad = min(k // 2, n - 1)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if 0 <= i + t - pad < n:
                K[i, i + t - pad] = kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - min(k // 2, n - 1)
    return column if 0 <= column < n else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
