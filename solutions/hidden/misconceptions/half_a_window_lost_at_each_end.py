"""k // 2 weights taken away at each end."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "The first and the last window lose half of their weights."
SEEN = (
    "You take away k // 2 weights at each end: that is what the outermost rows lose, and the rows beside them "
    "lose some, too."
)
HINT = "Draw the matrix for k = 5: how many weights does the second row lose?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "locally_connected": n * k - 2 * (k // 2)}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "locally_connected": n * k - 2 * (k // 2)}
