"""torch.roll, and zeros only where the whole image has left."""

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "Only a shift by the whole image or more loses something."
SEEN = "What leaves the image comes in again on the other side, unless the shift is as large as the image."
HINT = "A shift by one pixel loses a row too. After torch.roll, where does that row stand, and what should stand there?"
EXAMPLE = """
def translate(x, shift):
    (dy, dx), (height, width) = shift, x.shape[-2:]
    if abs(dy) >= height or abs(dx) >= width:
        return torch.zeros_like(x)
    return torch.roll(x, shift, dims=(-2, -1))
"""


def _moved(size: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    places = np.arange(size if abs(d) < size else 0)
    return places, (places - d) % size


predict = variation(oracles.translate, moved=_moved)
