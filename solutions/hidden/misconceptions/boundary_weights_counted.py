"""Every window counted in full, also where it hangs over the border."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "n locations with k weights each."
SEEN = "You count n windows of k weights each."
HINT = "Look at the first row of the matrix in 1c: how many of its window's weights meet an input at all?"
EXAMPLE = """
def weight_counts(n, k):
    return {"dense": n * n, "locally_connected": n * k, "convolution": k}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "locally_connected": n * k}
