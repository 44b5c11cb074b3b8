"""The kernel's last weight never used."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "range(-r, r) goes from -r to r."
SEEN = "The kernel's last weight is nowhere in your matrix."
HINT = "Print the offsets from the centre that your code tries for k = 3. How many should there be?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    r = len(kernel) // 2
    K = kernel.new_zeros(n, n)
    for d in range(-r, r):
        for i in range(n):
            if 0 <= i + d < n:
                K[i, i + d] = kernel[r + d]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - k // 2
    return column if 0 <= column < n and t < k - 1 else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
