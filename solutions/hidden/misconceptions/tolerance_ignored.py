"""The default tolerance, whatever is asked for."""

from typing import Any

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.is_translation_equivariant"
THINKING = "An error is rounding or it is not."
SEEN = "Your verdict compares with the same tolerance whatever tol is."
HINT = "tol says which error counts as rounding. Where does your code read it?"
EXAMPLE = """
right_verdict = is_translation_equivariant

def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    return right_verdict(f, x, max_shift, margin)
"""


def predict(f: Any, x: np.ndarray, max_shift: int, margin: int, tol: float) -> bool:
    return oracles.is_translation_equivariant(f, x, max_shift, margin, 1e-4)
