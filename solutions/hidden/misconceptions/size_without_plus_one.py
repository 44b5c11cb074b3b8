"""H - k places."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.output_size"
THINKING = "The kernel takes k pixels away."
SEEN = "Your size is one too small along each side."
HINT = "How many places has a kernel of size 1? And one as large as the image?"
EXAMPLE = """
right_size = output_size

def output_size(input_size, kernel_size):
    height, width = right_size(input_size, kernel_size)
    return height - 1, width - 1
"""


def _places(size: int, k: int) -> int:
    return size - k


predict = variation(oracles.output_size, places=_places)
