"""Absolute values added up, instead of squares."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "Any norm will do."
SEEN = "You add up absolute values: that is another norm than the formula's."
HINT = "||.|| without an index is the square root of the sum of squares."
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
    difference = (first - after)[kept].abs().sum().item()
    if difference == 0:
        return 0.0
    size = after[kept].abs().sum().item()
    return difference / size if size > 0 else float("inf")
"""


def _error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    return oracles.ratio(float(np.abs(first - after)[kept].sum()), float(np.abs(after)[kept].sum()))


predict = variation(oracles.equivariance_error, relative_error=_error)
