"""H // k places."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.output_size"
THINKING = "The windows lie side by side."
SEEN = "Your size is H // k: the windows do not overlap."
HINT = "The stride is 1. By how much does the kernel move from one place to the next?"
EXAMPLE = """
right_size = output_size

def output_size(input_size, kernel_size):
    right_size(input_size, kernel_size)
    (height, width), k = input_size, kernel_size
    return height // k, width // k
"""


def _places(size: int, k: int) -> int:
    return size // k


predict = variation(oracles.output_size, places=_places)
