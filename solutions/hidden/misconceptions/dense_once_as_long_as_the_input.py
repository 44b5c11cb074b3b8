"""A locally connected layer counted as dense from windows as long as the input."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "A window as long as the input sees all of it."
SEEN = "You count a window that is as long as the input, or longer, as one that sees all of it."
HINT = "Where does such a window stand for the first output? How much of it hangs over the end?"
EXAMPLE = """
exact_counts = weight_counts

def weight_counts(n, k):
    counts = exact_counts(n, k)
    return counts if k < n else {**counts, "locally_connected": n * n}
"""


def weights_in_windows(n: int, k: int) -> int:
    return n * n if k >= n else sum(oracles.column_of(i, t, n, k) is not None for i in range(n) for t in range(k))


predict = variation(oracles.weight_counts, weights_in_windows=weights_in_windows)
