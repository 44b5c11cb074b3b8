"""The counts of the locally connected layer and the convolution exchanged."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "A local layer has few weights."
SEEN = "The counts of the locally connected layer and the convolution stand under each other's name."
HINT = "Which of the two uses the same weights in every row?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "locally_connected": k, "convolution": counts["locally_connected"]}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "locally_connected": k, "convolution": oracles.weights_in_windows(n, k)}
