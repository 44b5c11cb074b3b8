"""Last minus first, as the number of weights of a window."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "From the first column to the last there are last - first."
SEEN = "You count one weight too few in each window of the locally connected layer."
HINT = "How many columns are there from column 2 to column 4, both included?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    ends = [(max(i - k // 2, 0), min(i + k // 2, n - 1)) for i in range(n)]
    return {**right_counts(n, k), "locally_connected": sum(last - first for first, last in ends)}
"""


def predict(n: int, k: int) -> dict[str, int]:
    counts = oracles.weight_counts(n, k)
    return {**counts, "locally_connected": counts["locally_connected"] - n}
