"""Wrapped around along the height only."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "The columns that were rolled in have to be emptied."
SEEN = "What leaves at the top or bottom comes in again on the other side."
HINT = "torch.roll wraps around along both axes. Which rows were rolled in?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    return torch.roll(right_translate(x, (0, shift[1])), shift[0], -2)
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    return np.roll(oracles.translate(x, (0, shift[1])), shift[0], -2)
