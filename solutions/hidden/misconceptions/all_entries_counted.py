"""The zeros of the local matrix counted as well."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "The matrix has n rows of n entries."
SEEN = "You count all entries of the matrix, those that are always zero as well."
HINT = "An entry that is always zero is no weight. Which entries of row 0 can learn?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "locally_connected": n * n}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "locally_connected": n * n}
