"""One weight taken away at each end, however long the kernel is."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "The first and the last window hang over by one."
SEEN = "You take away two weights, as for k = 3, whatever k is."
HINT = "Draw the matrix for k = 5: how far does the second row's window hang over?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "locally_connected": n * k - 2}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "locally_connected": n * k - 2}
