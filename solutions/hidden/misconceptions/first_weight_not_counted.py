"""One end of each kernel not counted: a range that ends too early, or a weight that is zero by accident."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "The weights at offsets -p to p - 1 are all of them."
SEEN = "Of each window of the locally connected layer, the weight at one end is not counted."
HINT = "Which offsets does your count visit for k = 3? And if you count the entries of an example, is one of them zero?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    p = k // 2
    visited = sum(0 <= i + d < n for i in range(n) for d in range(-p, p))
    return {**right_counts(n, k), "locally_connected": visited}
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - k // 2
    return column if t > 0 and 0 <= column < n else None


predict = variation(oracles.weight_counts, column_of=column_of)
