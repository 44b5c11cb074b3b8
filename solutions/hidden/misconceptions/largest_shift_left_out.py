"""Shifts from -max_shift to max_shift - 1."""

from typing import Any

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.is_translation_equivariant"
THINKING = "range(-max_shift, max_shift) goes from one to the other."
SEEN = "Your verdict never tries a shift down, or to the right, by max_shift itself."
HINT = "Print list(range(-2, 2)). Which shift is missing?"
EXAMPLE = """
def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    shifts = range(-max_shift, max_shift)
    return all(equivariance_error(f, x, (dy, dx), margin) <= tol for dy in shifts for dx in shifts)
"""


def predict(f: Any, x: np.ndarray, max_shift: int, margin: int, tol: float) -> bool:
    shifts = range(-max_shift, max_shift)
    return all(oracles.equivariance_error(f, x, (dy, dx), margin) <= tol for dy in shifts for dx in shifts)
