"""A weight of the dense layer for each pair of places, whichever is the input."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "Two places have one connection."
SEEN = "Your dense count has one weight for each two places: that is a symmetric matrix."
HINT = "Output 2 sees input 5, and output 5 sees input 2. Must the two weights be equal?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    return {**right_counts(n, k), "dense": n * (n + 1) // 2}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "dense": n * (n + 1) // 2}
