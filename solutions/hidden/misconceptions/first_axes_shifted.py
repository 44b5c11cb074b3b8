"""The first two axes shifted, instead of the last two."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "An image is (H, W)."
SEEN = "It moves along the first two axes; of a batch, those are not height and width."
HINT = "x may have any number of axes in front. Which two are always the last?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    return right_translate(x.movedim((0, 1), (-2, -1)), shift).movedim((-2, -1), (0, 1))
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    return np.moveaxis(oracles.translate(np.moveaxis(x, (0, 1), (-2, -1)), shift), (-2, -1), (0, 1))
