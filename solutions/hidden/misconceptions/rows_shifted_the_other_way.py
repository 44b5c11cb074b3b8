"""Right, but up for down."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "The vertical axis points up."
SEEN = "A positive dy moves the image up; dx is right."
HINT = "Where does pixel x[0, 0] stand after a shift of (1, 0), if down is positive?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    return right_translate(x, (-shift[0], shift[1]))
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    return oracles.translate(x, (-shift[0], shift[1]))
