"""Both shifts made by roll."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "torch.roll shifts a tensor."
SEEN = "In your error, what leaves the image comes in again on the other side."
HINT = "translate exists, and lets zeros in. What does f see at the border of a rolled image?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(torch.roll(x, shift, (-2, -1))), torch.roll(f(x), shift, (-2, -1))
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
    return np.asarray(f(np.roll(x, shift, (-2, -1))), float), np.roll(np.asarray(f(x), float), shift, (-2, -1))


predict = variation(oracles.equivariance_error, both_ways=_ways)
