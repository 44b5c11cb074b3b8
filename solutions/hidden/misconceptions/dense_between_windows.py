"""A dense layer counted as n outputs with k weights each."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "Each output has k weights."
SEEN = "Your dense layer has k weights for each output."
HINT = "In a dense layer every output sees every input. How many is that?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "dense": n * k}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "dense": n * k}
