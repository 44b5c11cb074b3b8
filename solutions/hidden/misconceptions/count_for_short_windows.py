"""A closed formula that holds only while no window is longer than the input on both sides."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "n k, less 1 + 2 + ... + k // 2 at each end."
SEEN = "Your count is right for short windows only; for a long one it takes away more than there is."
HINT = "A window can hang over both ends at once. Try n = 1 and let k grow: can the count fall?"
EXAMPLE = """
def weight_counts(n, k):
    half = k // 2
    return {"dense": n * n, "locally_connected": n * k - half * (half + 1), "convolution": k}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "locally_connected": n * k - (k // 2) * (k // 2 + 1)}
