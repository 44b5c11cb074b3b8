"""The shift along the height left out."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "A shift is a number of columns."
SEEN = "The image moves to the right, and never down."
HINT = "shift has two numbers. Along which axis of the tensor does the first one move the image?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    dy, dx = shift
    return right_translate(x, (0, dx))
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    _, dx = shift
    return oracles.translate(x, (0, dx))
