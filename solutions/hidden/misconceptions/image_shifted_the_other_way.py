"""The image shifted against its map."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "One of the two shifts undoes the other."
SEEN = "The image is shifted against its feature map, and not along with it."
HINT = "If the feature map moves down, where does the image move?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, (-shift[0], -shift[1]))), translate(f(x), shift)
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
    return np.asarray(f(oracles.translate(x, (-shift[0], -shift[1]))), float), oracles.translate(
        np.asarray(f(x), float), shift
    )


predict = variation(oracles.equivariance_error, both_ways=_ways)
