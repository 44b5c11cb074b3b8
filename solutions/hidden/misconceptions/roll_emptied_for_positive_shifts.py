"""Rolled, and emptied behind positive shifts only."""

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "After a roll, the first dy rows have to be emptied."
SEEN = "After a shift up or to the left, what left the image is still there, on the other side."
HINT = "For a negative dy, which rows were rolled in: the first or the last?"
EXAMPLE = """
def translate(x, shift):
    dy, dx = shift
    y = torch.roll(x, shift, dims=(-2, -1))
    y = y.clone()
    if dy > 0:
        y[..., :dy, :] = 0
    if dx > 0:
        y[..., :dx] = 0
    return y
"""


def _moved(size: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    places = np.arange(size)[max(d, 0) :]
    return places, (places - d) % size


predict = variation(oracles.translate, moved=_moved)
