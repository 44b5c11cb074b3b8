"""Biases of the dense layer counted as well."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "nn.Linear has biases."
SEEN = "Your dense count holds n biases."
HINT = "The question asks for the weights of the matrix. Where in it would a bias stand?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "dense": n * n + n}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "dense": n * n + n}
