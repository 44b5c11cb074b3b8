"""A kernel that is longer than the signal cropped to its middle."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "A window cannot see more samples than there are."
SEEN = "Of a kernel longer than the signal you keep only the middle, as many weights as there are samples."
HINT = "Which sample does the last weight meet, in the first row? For a kernel of 5 and 3 samples, is there one?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    if len(kernel) > n:
        radius = (n - 1) // 2
        middle = len(kernel) // 2
        kernel = kernel[middle - radius : middle + radius + 1]
    return right(kernel, n)
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column, kept = i + t - k // 2, k <= n or abs(t - k // 2) <= (n - 1) // 2
    return column if kept and 0 <= column < n else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
