"""H - k + 2 places."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.output_size"
THINKING = "One more, to be sure to count both ends."
SEEN = "Your size is one place too large along each side."
HINT = "Try k = H: how many places are there?"
EXAMPLE = """
right_size = output_size

def output_size(input_size, kernel_size):
    right_size(input_size, kernel_size)
    (height, width), k = input_size, kernel_size
    return height - k + 2, width - k + 2
"""


def _places(size: int, k: int) -> int:
    return size - k + 2


predict = variation(oracles.output_size, places=_places)
