"""The places of the kernel counted, not its weights."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "The kernel stands in n - k + 1 places."
SEEN = "You count the convolution's places, not its weights."
HINT = "The kernel is the same in every place. How many numbers does it hold?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "convolution": n - k + 1}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "convolution": n - k + 1}
