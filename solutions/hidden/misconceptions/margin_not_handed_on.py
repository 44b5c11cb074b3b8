"""The margin left out of the calls to equivariance_error."""

from typing import Any

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.is_translation_equivariant"
THINKING = "The margin is the error's affair."
SEEN = "Your verdict takes no margin into account: maps that only pad are called not equivariant."
HINT = "equivariance_error leaves out a margin if it is told which. Who tells it?"
EXAMPLE = """
right_verdict = is_translation_equivariant

def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    return right_verdict(f, x, max_shift, 0, tol)
"""


def predict(f: Any, x: np.ndarray, max_shift: int, margin: int, tol: float) -> bool:
    return oracles.is_translation_equivariant(f, x, max_shift, 0, tol)
