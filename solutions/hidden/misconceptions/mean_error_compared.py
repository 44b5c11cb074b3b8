"""The mean error over all shifts compared with tol."""

from typing import Any

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.is_translation_equivariant"
THINKING = "One bad shift among many is rounding."
SEEN = "Your verdict goes by the mean error over all shifts."
HINT = "For every shift, says the docstring. What does a mean hide?"
EXAMPLE = """
right_verdict = is_translation_equivariant

def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    errors = [
        equivariance_error(f, x, (dy, dx), margin)
        for dy in range(-max_shift, max_shift + 1)
        for dx in range(-max_shift, max_shift + 1)
    ]
    return sum(errors) / len(errors) <= tol
"""


def predict(f: Any, x: np.ndarray, max_shift: int, margin: int, tol: float) -> bool:
    shifts = range(-max_shift, max_shift + 1)
    errors = [oracles.equivariance_error(f, x, (dy, dx), margin) for dy in shifts for dx in shifts]
    return bool(np.mean(errors) <= tol)
