"""The difference relative to the sum of both norms."""

from typing import Any

import numpy as np

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "Neither side is the reference."
SEEN = "You divide by the norms of both maps, added."
HINT = "The formula has one norm below the line. Of which map?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        if max(d, 0) + margin >= size + min(d, 0) - margin:
            raise ValueError("no pixel is left")
        kept.append(slice(max(d, 0) + margin, size + min(d, 0) - margin))
    kept = tuple(kept)
    difference = (first - after)[kept].norm().item()
    if difference == 0:
        return 0.0
    size = first[kept].norm().item() + after[kept].norm().item()
    return difference / size if size > 0 else float("inf")
"""


def _error(first: np.ndarray, after: np.ndarray, kept: tuple[Any, ...]) -> float:
    difference, size = oracles.norm((first - after)[kept]), oracles.norm(first[kept]) + oracles.norm(after[kept])
    return difference / size if size > 0 else 0.0


predict = variation(oracles.equivariance_error, relative_error=_error)
