"""Down, but left for right."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "The two axes have opposite signs."
SEEN = "A positive dx moves the image to the left; dy is right."
HINT = "Where does pixel x[0, 0] stand after a shift of (0, 1), if right is positive?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    return right_translate(x, (shift[0], -shift[1]))
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    return oracles.translate(x, (shift[0], -shift[1]))
