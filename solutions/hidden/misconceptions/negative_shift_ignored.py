"""Negative shifts taken for none."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "A shift goes down and right."
SEEN = "A shift up or to the left does nothing."
HINT = "dy and dx can be negative. Which rows of x are left then, and where do they go?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    dy, dx = shift
    return right_translate(x, (max(dy, 0), max(dx, 0)))
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    dy, dx = shift
    return oracles.translate(x, (max(dy, 0), max(dx, 0)))
