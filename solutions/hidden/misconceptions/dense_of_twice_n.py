"""A dense layer counted as n inputs and n outputs."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "n inputs and n outputs make 2 n."
SEEN = "You count a dense layer's inputs and outputs, not the connections between them."
HINT = "How many numbers does each output need, and how many outputs are there?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "dense": 2 * n}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "dense": 2 * n}
