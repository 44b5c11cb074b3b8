"""n times k weights for the convolution."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "Each of n outputs has k weights."
SEEN = "You count k weights for each of the convolution's outputs."
HINT = "The same k numbers serve every output. How many would an optimiser have to store?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "convolution": n * k}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "convolution": n * k}
