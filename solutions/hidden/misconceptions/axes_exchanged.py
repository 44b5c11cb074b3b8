"""dy taken for the horizontal shift."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "A shift is (x, y)."
SEEN = "The image moves right by dy and down by dx."
HINT = "A shift is (dy, dx), like the axes (H, W): which axis of the tensor runs down?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    return right_translate(x, (shift[1], shift[0]))
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    return oracles.translate(x, shift[::-1])
