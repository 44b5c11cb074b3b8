"""A convolution's weights counted up to the number of inputs alone."""

from hidden import oracles

QUESTION = "1b"
FUNCTION = "toeplitz.weight_counts"
THINKING = "A kernel has no more weights than there are inputs to meet."
SEEN = "You count no more weights for the convolution than there are inputs."
HINT = "How many weights does nn.Conv1d(1, 1, 7, padding=3) have, whatever it is applied to?"
EXAMPLE = """
right_counts = weight_counts

def weight_counts(n, k):
    return {**right_counts(n, k), "convolution": min(n, k)}
"""


def predict(n: int, k: int) -> dict[str, int]:
    return {**oracles.weight_counts(n, k), "convolution": min(n, k)}
