"""A window longer than the input shortened to it before it is cut at the ends."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "A window cannot be longer than the input."
SEEN = "You shorten a window that is longer than the input before you look where it stands."
HINT = "Centred on the first input, how far does a window of k reach to the right? And one of n?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    half = min(n, k) // 2
    local = sum(min(i + half, n - 1) - max(i - half, 0) + 1 for i in range(n))
    return {**right_counts(n, k), "locally_connected": local}
"""


def predict(n: int, k: int) -> dict[str, int]:
    half = min(n, k) // 2
    local = sum(min(i + half, n - 1) - max(i - half, 0) + 1 for i in range(n))
    return {**oracles.weight_counts(n, k), "locally_connected": local}
