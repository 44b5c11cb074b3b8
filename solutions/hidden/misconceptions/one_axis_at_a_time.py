"""Shifts along one axis at a time, never along both."""

from typing import Any

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.is_translation_equivariant"
THINKING = "Along both axes: down and up, and then left and right."
SEEN = "Your verdict tries shifts along one axis at a time, and never one along both."
HINT = "dy and dx each go from -max_shift to max_shift. How many pairs (dy, dx) are that for max_shift = 1?"
EXAMPLE = """
def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    shifts = range(-max_shift, max_shift + 1)
    pairs = [(d, 0) for d in shifts] + [(0, d) for d in shifts]
    return all(equivariance_error(f, x, pair, margin) <= tol for pair in pairs)
"""


def predict(f: Any, x: np.ndarray, max_shift: int, margin: int, tol: float) -> bool:
    shifts = range(-max_shift, max_shift + 1)
    pairs = [(d, 0) for d in shifts] + [(0, d) for d in shifts]
    return all(oracles.equivariance_error(f, x, pair, margin) <= tol for pair in pairs)
