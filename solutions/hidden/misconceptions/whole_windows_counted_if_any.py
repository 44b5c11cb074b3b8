"""Only windows that lie inside counted, none where the kernel is longer than the input."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "The kernel has n - k + 1 places, or none."
SEEN = "You count only windows that lie inside the input as a whole: those without padding."
HINT = "With same padding there is a window for every output. What of it meets an input at the border?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    return {**right_counts(n, k), "locally_connected": max(n - k + 1, 0) * k}
"""


def _weights(n: int, k: int) -> int:
    return max(n - k + 1, 0) * k


predict = variation(oracles.weight_counts, weights_in_windows=_weights)
