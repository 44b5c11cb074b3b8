"""torch.roll: what leaves on one side enters on the other."""

import numpy as np

QUESTION = "2b"
FUNCTION = "equivariance.translate"
THINKING = "torch.roll shifts a tensor."
SEEN = "What leaves the image comes in again on the other side."
HINT = "torch.roll wraps around. What should stand where nothing was shifted to?"
EXAMPLE = """
def translate(x, shift):
    return torch.roll(x, shift, dims=(-2, -1))
"""


def predict(x: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    return np.roll(x, shift, axis=(-2, -1))
