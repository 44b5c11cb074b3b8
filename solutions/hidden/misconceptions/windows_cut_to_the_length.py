"""Windows that are at most as long as the input, wherever they stand."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "A window can hold no more inputs than there are."
SEEN = "You count min(k, n) weights in every window, also in those that hang over an end."
HINT = "Where does the first window stand, and how many of its inputs are there?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    return {**right_counts(n, k), "locally_connected": n * min(k, n)}
"""


def _weights(n: int, k: int) -> int:
    return n * min(k, n)


predict = variation(oracles.weight_counts, weights_in_windows=_weights)
