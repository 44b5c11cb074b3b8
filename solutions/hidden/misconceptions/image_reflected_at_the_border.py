"""The image mirrored where it has left."""

import numpy as np

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


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    places = []
    for d, size in zip(shift, x.shape[-2:], strict=True):
        place = np.abs(np.arange(size) - d) % (2 * (size - 1))
        places.append(np.minimum(place, 2 * (size - 1) - place))
    return np.asarray(x[..., places[0][:, None], places[1]])
