"""Wrapped around along the width only."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "The rows that were rolled in have to be emptied."
SEEN = "What leaves at the left or right comes in again on the other side."
HINT = "torch.roll wraps around along both axes. Which columns were rolled in?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    return torch.roll(right_translate(x, (shift[0], 0)), shift[1], -1)
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    return np.roll(oracles.translate(x, (shift[0], 0)), shift[1], -1)
