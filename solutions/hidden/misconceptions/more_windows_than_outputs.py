"""k // 2 cut windows counted at each end, however few outputs there are."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "Each end cuts k // 2 windows, and whole ones stand between."
SEEN = "You count k // 2 cut windows at each end, also where that is more windows than there are outputs."
HINT = "A window can hang over both ends at once. Try n = 1 and k = 3: how many windows do you count there?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    half = k // 2
    local = max(n - 2 * half, 0) * k + 2 * sum(range(half + 1, k))
    return {**right_counts(n, k), "locally_connected": local}
"""


def predict(n: int, k: int) -> dict[str, int]:
    half = k // 2
    local = max(n - 2 * half, 0) * k + 2 * sum(range(half + 1, k))
    return {**oracles.weight_counts(n, k), "locally_connected": local}
