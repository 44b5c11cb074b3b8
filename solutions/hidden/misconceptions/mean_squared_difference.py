"""The mean squared difference, not relative to anything."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The error is the mean squared error."
SEEN = "Your error is the mean squared difference, and not relative to T f(x)."
HINT = "If f(x) is measured in another unit, should the error change?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        if max(d, 0) + margin >= size + min(d, 0) - margin:
            raise ValueError("no pixel is left")
        kept.append(slice(max(d, 0) + margin, size + min(d, 0) - margin))
    kept = tuple(kept)
    return ((first - after)[kept] ** 2).mean().item()
"""


def _error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    return float(((first - after)[kept] ** 2).mean())


predict = variation(oracles.equivariance_error, relative_error=_error)
