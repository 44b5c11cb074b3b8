"""Width and height in the wrong order."""

from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.output_size"
THINKING = "A size is (width, height)."
SEEN = "Height and width of your size are exchanged."
HINT = "Sizes are (H, W), in the order of the tensor's axes. Try an image that is not square."
EXAMPLE = """
right_size = output_size

def output_size(input_size, kernel_size):
    return right_size(input_size, kernel_size)[::-1]
"""


def predict(input_size: tuple[int, int], kernel_size: int) -> tuple[int, int]:
    return oracles.output_size((input_size[1], input_size[0]), kernel_size)
