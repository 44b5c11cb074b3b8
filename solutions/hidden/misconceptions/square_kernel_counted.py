"""k * k weights, as for an image."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "A kernel has k * k weights."
SEEN = "You count k * k weights for the convolution, as for images."
HINT = "The signal has one axis. How many numbers does its kernel hold?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "convolution": k * k}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "convolution": k * k}
