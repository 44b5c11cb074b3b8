"""Up and left for down and right."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "result[i] = x[i + dy]."
SEEN = "The image moves up and left for a positive shift."
HINT = "Where does pixel x[0, 0] stand after a shift of (1, 0), if down is positive?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    return right_translate(x, (-shift[0], -shift[1]))
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    return oracles.translate(x, (-shift[0], -shift[1]))
