"""The image mirrored where it has left."""

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "Padding mirrors the image."
SEEN = "Where the image has left, it is mirrored."
HINT = "The docstring says what enters. What would a mirrored edge tell a network that was never there?"
EXAMPLE = """
def translate(x, shift):
    places = []
    for d, size in zip(shift, x.shape[-2:]):
        place = (torch.arange(size) - d).abs() % (2 * (size - 1))
        places.append(torch.minimum(place, 2 * (size - 1) - place))
    return x[..., places[0][:, None], places[1]]
"""


def _moved(size: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    places = np.arange(size)
    mirrored = np.abs(places - d) % (2 * (size - 1))
    return places, np.minimum(mirrored, 2 * (size - 1) - mirrored)


predict = variation(oracles.translate, moved=_moved)
