"""A convolution's weights counted once for each place."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "Every entry of the band is a weight."
SEEN = "You count the convolution's weights again at every place where they are used."
HINT = "The same k numbers stand in every row. How many numbers would an optimiser have to store?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "convolution": counts["locally_connected"]}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "convolution": oracles.weights_in_windows(n, k)}
