"""The places along the shorter side, for both sides."""

from collections.abc import Sequence

from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.output_size"
THINKING = "The kernel has to fit into the shorter side, so that one says how often it does."
SEEN = "Both numbers of your size come from the shorter side."
HINT = "Draw an image of 3 rows and 5 columns. How many places has a kernel of 2 in a row, and how many in a column?"
EXAMPLE = """
right_size = output_size

def output_size(input_size, kernel_size):
    return (min(right_size(input_size, kernel_size)),) * 2
"""


def predict(input_size: Sequence[int], kernel_size: int) -> tuple[int, int]:
    fewest = min(oracles.output_size(input_size, kernel_size))
    return fewest, fewest
