"""f(x) shifted against the image."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The shift has to be undone on the other side."
SEEN = "f(x) is shifted against the image, and not along with it."
HINT = "If the image moves down, where does its feature map move?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), (-shift[0], -shift[1]))
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
    return np.asarray(f(oracles.translate(x, shift)), float), oracles.translate(
        np.asarray(f(x), float), (-shift[0], -shift[1])
    )


predict = variation(oracles.equivariance_error, both_ways=_ways)
