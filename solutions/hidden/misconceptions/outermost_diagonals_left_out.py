"""The two corners that a long kernel reaches left empty."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "An n x n matrix has diagonals up to n - 1, and a comparison stops before it."
SEEN = "The matrix's outermost diagonals, of one entry each, stay empty also where the kernel reaches them."
HINT = "How far from the diagonal is the top right corner? Does your comparison let that distance in?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n)
    for t, weight in enumerate(kernel):
        d = t - len(kernel) // 2
        if abs(d) < n - 1:
            K = K + torch.diag(weight.expand(n - abs(d)), d)
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - k // 2
    return column if 0 <= column < n and abs(column - i) < n - 1 else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
