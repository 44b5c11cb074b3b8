"""Rolled, with the first dy rows emptied whatever the sign of dy."""

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "After a roll, rows up to dy have to be emptied."
SEEN = "After a shift up or to the left, the wrong rows and columns are emptied."
HINT = "For dy = -1, which rows does [:dy] name, and which should be empty?"
EXAMPLE = """
def translate(x, shift):
    dy, dx = shift
    y = torch.roll(x, shift, dims=(-2, -1)).clone()
    y[..., :dy, :] = 0
    y[..., :dx] = 0
    return y
"""


def _moved(size: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    places = np.arange(size)[d:] if d >= 0 or -d < size else np.arange(size)
    return places, (places - d) % size


predict = variation(oracles.translate, moved=_moved)
