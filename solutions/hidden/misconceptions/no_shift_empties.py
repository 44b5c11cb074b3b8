"""A shift by nothing along an axis leaves nothing."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "There are two cases, positive and negative."
SEEN = "A shift by 0 along an axis gives an empty image."
HINT = "dy or dx can be 0. Which branch of your code takes care of that, and what does [:-0] select?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    return right_translate(x, shift) if all(shift) else torch.zeros_like(x)
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    return oracles.translate(x, shift) if all(shift) else np.zeros_like(x)
