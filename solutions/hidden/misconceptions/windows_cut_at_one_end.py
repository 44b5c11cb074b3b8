"""Windows cut at one end of the input only, when weights are counted."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "A window must not begin before the input does."
SEEN = "Your windows lose what hangs over one end of the input; at the other end they count in full."
HINT = "Which columns has the window of the first output, and which has that of the last?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    local = sum(j >= 0 for i in range(n) for j in range(i - k // 2, i + k // 2 + 1))
    return {**right_counts(n, k), "locally_connected": local}
"""


def _weights(n: int, k: int) -> int:
    return sum(i + t - k // 2 >= 0 for i in range(n) for t in range(k))


predict = variation(oracles.weight_counts, weights_in_windows=_weights)
