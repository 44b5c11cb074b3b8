"""f(T x) compared with T x."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The map should leave the shifted image as it is."
SEEN = "You compare f(T x) with the shifted image itself."
HINT = "Equivariance compares two feature maps. Where in your code is f(x)?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(x, shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        if max(d, 0) + margin >= size + min(d, 0) - margin:
            raise ValueError("no pixel is left")
        kept.append(slice(max(d, 0) + margin, size + min(d, 0) - margin))
    kept = tuple(kept)
    difference = (first - after)[kept].norm().item()
    if difference == 0:
        return 0.0
    size = after[kept].norm().item()
    return difference / size if size > 0 else float("inf")
"""


def _ways(f: Any, x: np.ndarray, shift: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    return np.asarray(f(oracles.translate(x, shift)), float), np.asarray(oracles.translate(x, shift), float)


predict = variation(oracles.equivariance_error, both_ways=_ways)
