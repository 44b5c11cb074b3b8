"""The height used for both sides."""

from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.output_size"
THINKING = "Images are square."
SEEN = "Both sides of your size come from the image's height."
HINT = "Try an image that is not square."
EXAMPLE = """
right_size = output_size

def output_size(input_size, kernel_size):
    right_size(input_size, kernel_size)
    (height, width), k = input_size, kernel_size
    return height - k + 1, height - k + 1
"""


def predict(input_size: tuple[int, int], kernel_size: int) -> tuple[int, int]:
    return oracles.output_size((input_size[0], input_size[0]), kernel_size)
