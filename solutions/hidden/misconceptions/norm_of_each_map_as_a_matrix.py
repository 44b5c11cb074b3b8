"""The largest singular value of each feature map in place of the root of the sum of squares."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The 2-norm of a picture is norm(ord=2) of its two axes."
SEEN = "Of each feature map you take a matrix's norm, its largest singular value."
HINT = "torch.linalg.norm with ord=2 and two axes is another thing than the root of the sum of squares."
EXAMPLE = """
right_error = equivariance_error

def equivariance_error(f, x, shift, margin=0):
    if right_error(f, x, shift, margin) in (0.0, float("inf")):
        return right_error(f, x, shift, margin)
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = (..., *(slice(max(d, 0) + margin, s + min(d, 0) - margin) for d, s in zip(shift, after.shape[-2:])))
    difference, size = (torch.linalg.norm(maps[kept], ord=2, dim=(-2, -1)).norm() for maps in (first - after, after))
    return (difference / size).item()
"""


def _error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    return oracles.ratio(_norm((first - after)[kept]), _norm(after[kept]))


def _norm(maps: np.ndarray) -> float:
    finite = np.isfinite(maps).all()  # of others there is none, and LAPACK complains aloud
    return float(np.linalg.norm(np.linalg.norm(maps, ord=2, axis=(-2, -1)))) if finite else float("nan")


predict = variation(oracles.equivariance_error, relative_error=_error)
