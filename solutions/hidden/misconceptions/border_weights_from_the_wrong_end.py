"""At the left border the first weights kept, instead of the last."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "A window that is cut keeps its first weights."
SEEN = "In the first rows stand the kernel's first weights, where its last ones belong."
HINT = "In row 0 the left part of the kernel meets the padding. Which weights are left?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            first = max(i - k // 2, 0)
            if first + t < min(n, i + k // 2 + 1):
                K[i, first + t] = kernel[t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    first = max(i - k // 2, 0)
    return first + t if first + t < min(n, i + k // 2 + 1) else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
