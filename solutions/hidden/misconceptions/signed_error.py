"""Differences added up with their signs."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The mean of the difference says how different they are."
SEEN = "Differences of opposite sign cancel in your error."
HINT = "What is the sum of +1 and -1? A norm must not let them cancel."
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
    difference = (first - after)[kept].sum().item()
    if difference == 0:
        return 0.0
    size = after[kept].norm().item()
    return difference / size if size > 0 else float("inf")
"""


def _error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    return oracles.ratio(float((first - after)[kept].sum()), oracles.norm(after[kept]))


predict = variation(oracles.equivariance_error, relative_error=_error)
