"""The end of a window clipped at n, which is no place of the input."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "The last index of a window is at most n."
SEEN = "Of windows that hang over the right end, you count one weight too many."
HINT = "The inputs are x[0] to x[n - 1]. At which index does the last window of n = 3 and k = 3 have to stop?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    p = k // 2
    counted = sum(min(i + p, n) - max(i - p, 0) + 1 for i in range(n))
    return {**right_counts(n, k), "locally_connected": counted}
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - k // 2
    return column if 0 <= column <= n else None


predict = variation(oracles.weight_counts, column_of=column_of)
