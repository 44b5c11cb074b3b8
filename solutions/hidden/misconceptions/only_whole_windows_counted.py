"""Only windows that lie inside counted."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "The kernel has n - k + 1 places."
SEEN = "You count n - k + 1 windows: those without padding."
HINT = "With same padding there is a window for every output. What of it meets an input at the border?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "locally_connected": (n - k + 1) * k}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "locally_connected": (n - k + 1) * k}
