"""A pixel too far."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "Counting begins at one."
SEEN = "The image moves by one pixel too many along both axes."
HINT = "Try a shift of (0, 0): does the image stay where it is?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    dy, dx = shift
    return right_translate(x, (dy + 1, dx + 1))
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    dy, dx = shift
    return oracles.translate(x, (dy + 1, dx + 1))
