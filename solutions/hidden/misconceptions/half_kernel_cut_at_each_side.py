"""k // 2 pixels cut off at each side."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.output_size"
THINKING = "The kernel's centre cannot come nearer to the border than k // 2."
SEEN = "Your size is H - 2 (k // 2), which is right for odd kernels only."
HINT = "Try k = 2: in how many places does it lie inside an image of 3 pixels?"
EXAMPLE = """
right_size = output_size

def output_size(input_size, kernel_size):
    right_size(input_size, kernel_size)
    (height, width), k = input_size, kernel_size
    return height - 2 * (k // 2), width - 2 * (k // 2)
"""


def _places(size: int, k: int) -> int:
    return size - 2 * (k // 2)


predict = variation(oracles.output_size, places=_places)
