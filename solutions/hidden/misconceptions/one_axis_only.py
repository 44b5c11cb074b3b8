"""The shift along the width left out."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "A shift is a number of rows."
SEEN = "The image moves down, and never to the right."
HINT = "shift has two numbers. Along which axis of the tensor does the second one move the image?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    return right_translate(x, (shift[0], 0))
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    return oracles.translate(x, (shift[0], 0))
