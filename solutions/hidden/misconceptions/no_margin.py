"""The margin is accepted and not used."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "Leaving out what the shift lost is margin enough."
SEEN = "The margin makes no difference to your error."
HINT = (
    "Within `margin` pixels of each border, padding shows in f(x). Leave those pixels out besides what the shift takes."
)
EXAMPLE = """
right_error = equivariance_error

def equivariance_error(f, x, shift, margin=0):
    right_error(f, x, shift, margin)
    return right_error(f, x, shift)
"""


def predict(f, x: np.ndarray, shift: tuple[int, int], margin: int) -> float:  # type: ignore[no-untyped-def]
    return float(oracles.equivariance_error(f, x, shift, 0))
