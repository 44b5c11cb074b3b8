"""True where it breaks."""

from typing import Any

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.is_translation_equivariant"
THINKING = "The function says whether something is wrong."
SEEN = "Your verdict is True for maps that break equivariance, and False for those that keep it."
HINT = "Read the name of the function aloud, and your comparison with tol."
EXAMPLE = """
right_verdict = is_translation_equivariant

def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    return not right_verdict(f, x, max_shift, margin, tol)
"""


def predict(f: Any, x: np.ndarray, max_shift: int, margin: int, tol: float) -> bool:
    return not oracles.is_translation_equivariant(f, x, max_shift, margin, tol)
