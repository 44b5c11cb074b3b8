"""The convolution's bias counted as well."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "nn.Conv1d has a bias."
SEEN = "Your count of the convolution holds a bias."
HINT = "The question asks for the weights of the matrix. Where in it would a bias stand?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "convolution": k + 1}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "convolution": k + 1}
