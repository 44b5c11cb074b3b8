"""H + k - 1 places."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.output_size"
THINKING = "A convolution has n + k - 1 outputs."
SEEN = "Your size is H + k - 1, that of the full convolution: the kernel would hang over the border."
HINT = "There is no padding here. Can the image of the places be larger than the image?"
EXAMPLE = """
right_size = output_size

def output_size(input_size, kernel_size):
    right_size(input_size, kernel_size)
    (height, width), k = input_size, kernel_size
    return height + k - 1, width + k - 1
"""


def _places(size: int, k: int) -> int:
    return size + k - 1


predict = variation(oracles.output_size, places=_places)
