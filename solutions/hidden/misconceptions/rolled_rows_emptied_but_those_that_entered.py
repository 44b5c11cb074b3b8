"""Rolled; for a negative shift everything is emptied but the rows that were rolled in."""

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "After a roll by a negative dy, the rows from -dy on have to be emptied."
SEEN = "After a shift up or to the left, the first rows and columns are left, and all others are emptied."
HINT = "For dy = -1, which rows does [-dy:] name? Which row was rolled in?"
EXAMPLE = """
def translate(x, shift):
    dy, dx = shift
    y = torch.roll(x, shift, dims=(-2, -1)).clone()
    if dy > 0:
        y[..., :dy, :] = 0
    if dy < 0:
        y[..., -dy:, :] = 0
    if dx > 0:
        y[..., :dx] = 0
    if dx < 0:
        y[..., -dx:] = 0
    return y
"""


def _moved(size: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    places = np.arange(size)[d:] if d >= 0 else np.arange(size)[:-d]
    return places, (places - d) % size


predict = variation(oracles.translate, moved=_moved)
