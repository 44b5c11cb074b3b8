"""Shifts up to 2, whatever max_shift is."""

from typing import Any

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.is_translation_equivariant"
THINKING = "The shifts that one tries are small."
SEEN = "Your verdict tries shifts up to 2 whatever max_shift is."
HINT = "max_shift says how far to shift. Where does your code read it?"
EXAMPLE = """
right_verdict = is_translation_equivariant

def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    return right_verdict(f, x, 2, margin, tol)
"""


def predict(f: Any, x: np.ndarray, max_shift: int, margin: int, tol: float) -> bool:
    return oracles.is_translation_equivariant(f, x, 2, margin, tol)
