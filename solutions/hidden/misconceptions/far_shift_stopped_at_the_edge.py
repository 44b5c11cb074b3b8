"""A far shift stopped where one row or column is still in sight."""

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "A shift by the whole image makes slices empty, so it ends one before."
SEEN = "After a shift by the whole image or more, a row or a column is still in sight: you cap the shift."
HINT = "If an image of 5 rows moves down by 5, which of its rows is left?"
EXAMPLE = """
right_translate = translate

def translate(x, shift):
    return right_translate(x, [max(-size + 1, min(d, size - 1)) for d, size in zip(shift, x.shape[-2:])])
"""


def moved(size: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    near = max(1 - size, min(d, size - 1))
    places = np.array([i for i in range(size) if 0 <= i - near < size], int)
    return places, places - near


predict = variation(oracles.translate, moved=moved)
