"""The norm of the difference, not relative to anything."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "A distance is a norm."
SEEN = "Your error is the absolute one: it would double if f were doubled."
HINT = "Divide by the norm of what you compare with, over the same pixels."
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        start, stop = max(d, 0) + margin, size + min(d, 0) - margin
        if start >= stop:
            raise ValueError("no pixel is left")
        kept.append(slice(start, stop))
    return (first - after)[tuple(kept)].norm().item()
"""


def _error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    return oracles.norm((first - after)[kept])


predict = variation(oracles.equivariance_error, relative_error=_error)
