"""The difference relative to f(T x), instead of T f(x)."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "Both sides are about as large."
SEEN = "You divide by the norm of f(T x)."
HINT = "Read the formula once more: which of the two maps stands below the line?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        start, stop = max(d, 0) + margin, size + min(d, 0) - margin
        if start >= stop:
            raise ValueError("no pixel is left")
        kept.append(slice(start, stop))
    kept = tuple(kept)
    difference = (first - after)[kept].norm().item()
    if difference == 0:
        return 0.0
    size = first[kept].norm().item()
    return difference / size if size > 0 else float("inf")
"""


def _error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    return oracles.ratio(oracles.norm((first - after)[kept]), oracles.norm(first[kept]))


predict = variation(oracles.equivariance_error, relative_error=_error)
