"""A bias for every output counted as well."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "Layers have biases."
SEEN = "Your counts hold biases, too."
HINT = "The question asks for the weights of the matrices. Where in them would a bias stand?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    counts = right_counts(n, k)
    return {**counts, "dense": n * n + n, "locally_connected": counts["locally_connected"] + n, "convolution": k + 1}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {
        **oracles.weight_counts(n, k),
        "dense": n * n + n,
        "locally_connected": oracles.weights_in_windows(n, k) + n,
        "convolution": k + 1,
    }
