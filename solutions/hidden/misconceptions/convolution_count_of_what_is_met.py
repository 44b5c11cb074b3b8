"""A convolution's weights counted as far as some output uses them."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "A weight that meets the padding alone is none."
SEEN = "For the convolution, you count only the weights that meet an input somewhere."
HINT = "The kernel is stored once, whatever it is applied to. How many numbers does nn.Conv1d keep for it?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    return {**right_counts(n, k), "convolution": min(k, 2 * n - 1)}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "convolution": min(k, 2 * n - 1)}
