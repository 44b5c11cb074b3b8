"""The largest singular value in place of the root of the sum of squares."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The 2-norm of whatever there is."
SEEN = "For several images, your norm is that of a matrix: its largest singular value."
HINT = "torch.linalg.matrix_norm and norm(ord=2) of two axes are another thing than the root of the sum of squares."
EXAMPLE = """
right_error = equivariance_error

def equivariance_error(f, x, shift, margin=0):
    if right_error(f, x, shift, margin) in (0.0, float("inf")):
        return right_error(f, x, shift, margin)
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = (..., *(slice(max(d, 0) + margin, s + min(d, 0) - margin) for d, s in zip(shift, after.shape[-2:])))
    difference, size = (first - after)[kept].flatten(1), after[kept].flatten(1)
    return (torch.linalg.norm(difference, ord=2) / torch.linalg.norm(size, ord=2)).item()
"""


def _error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    return oracles.ratio(_largest_singular_value((first - after)[kept]), _largest_singular_value(after[kept]))


def _largest_singular_value(maps: np.ndarray) -> float:
    finite = np.isfinite(maps).all()  # of others there is none, and LAPACK complains aloud
    return float(np.linalg.norm(maps.reshape(len(maps), -1), ord=2)) if finite else float("nan")


predict = variation(oracles.equivariance_error, relative_error=_error)
