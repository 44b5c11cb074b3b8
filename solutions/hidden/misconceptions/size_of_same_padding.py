"""The size of the input, as with padding."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.output_size"
THINKING = "A layer keeps the image's size."
SEEN = "Your size is that of the input: the one with padding."
HINT = "There is no padding here. In how many places does the kernel lie inside the image, along one side?"
EXAMPLE = """
right_size = output_size

def output_size(input_size, kernel_size):
    right_size(input_size, kernel_size)
    return tuple(input_size)
"""


def _places(size: int, k: int) -> int:
    return size


predict = variation(oracles.output_size, places=_places)
