"""The counts of the dense and the locally connected layer exchanged."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "Local means more weights."
SEEN = "The counts of the dense and the locally connected layer stand under each other's name."
HINT = "Which of the two may use every entry of the matrix?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "dense": counts["locally_connected"], "locally_connected": counts["dense"]}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "dense": oracles.weights_in_windows(n, k), "locally_connected": n * n}
