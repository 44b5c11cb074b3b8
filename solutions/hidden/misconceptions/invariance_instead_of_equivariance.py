"""f(T x) compared with f(x)."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The output should not change when the input is shifted."
SEEN = "You compare f(T x) with f(x): that measures invariance."
HINT = "Equivariance says that the feature map shifts along with the image: with what must f(T x) be compared?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), f(x)
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
    size = after[kept].norm().item()
    return difference / size if size > 0 else float("inf")
"""


def _ways(f: Any, x: np.ndarray, shift: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray(f(oracles.translate(x, shift)), float), np.asarray(f(x), float)


predict = variation(oracles.equivariance_error, both_ways=_ways)
