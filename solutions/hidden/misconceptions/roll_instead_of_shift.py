"""torch.roll: what leaves on one side enters on the other."""

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "torch.roll shifts a tensor."
SEEN = "What leaves the image comes in again on the other side."
HINT = "torch.roll wraps around. What should stand where nothing was shifted to?"
EXAMPLE = """
def translate(x, shift):
    return torch.roll(x, shift, dims=(-2, -1))
"""


def _moved(size: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    places = np.arange(size)
    return places, (places - d) % size


predict = variation(oracles.translate, moved=_moved)
