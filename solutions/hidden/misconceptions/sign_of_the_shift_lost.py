"""A shift up taken for one down."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "The size of the shift is what counts."
SEEN = "A shift up moves the image down, and one to the left to the right."
HINT = "dy and dx can be negative. What does abs do to a direction?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    dy, dx = shift
    return right_translate(x, (abs(dy), abs(dx)))
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    dy, dx = shift
    return oracles.translate(x, (abs(dy), abs(dx)))
