"""The largest difference, relative to the largest value."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The worst pixel says it all."
SEEN = "You compare the largest difference with the largest value."
HINT = "||.|| without an index is the square root of the sum of squares, over all pixels and channels."
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
    difference = (first - after)[kept].abs().max().item()
    if difference == 0:
        return 0.0
    size = after[kept].abs().max().item()
    return difference / size if size > 0 else float("inf")
"""


def _error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    difference, size = float(np.abs(first - after)[kept].max()), float(np.abs(after)[kept].max())
    return oracles.ratio(difference, size)


predict = variation(oracles.equivariance_error, relative_error=_error)
