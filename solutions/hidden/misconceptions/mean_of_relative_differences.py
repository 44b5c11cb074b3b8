"""Relative differences of pixels, averaged."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "Each pixel has a relative error."
SEEN = "You average the relative differences of single pixels."
HINT = "What does one pixel that is nearly zero do to your mean? The formula divides once, norm by norm."
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        if max(d, 0) + margin >= size + min(d, 0) - margin:
            raise ValueError("no pixel is left")
        kept.append(slice(max(d, 0) + margin, size + min(d, 0) - margin))
    kept = tuple(kept)
    return ((first - after)[kept].abs() / after[kept].abs()).mean().item()
"""


def _error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    return float((np.abs(first - after)[kept] / np.abs(after[kept])).mean())


predict = variation(oracles.equivariance_error, relative_error=_error)
