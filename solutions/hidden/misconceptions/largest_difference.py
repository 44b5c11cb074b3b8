"""The largest difference, not relative to anything."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "allclose looks at the largest difference."
SEEN = "Your error is the largest difference of a pixel, and not relative to T f(x)."
HINT = "||.|| is the square root of the sum of squares. And relative to what?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        if max(d, 0) + margin >= size + min(d, 0) - margin:
            raise ValueError("no pixel is left")
        kept.append(slice(max(d, 0) + margin, size + min(d, 0) - margin))
    kept = tuple(kept)
    return (first - after)[kept].abs().max().item()
"""


def _error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    return float(np.abs(first - after)[kept].max())


predict = variation(oracles.equivariance_error, relative_error=_error)
