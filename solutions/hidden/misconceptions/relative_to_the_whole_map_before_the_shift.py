"""The difference relative to the whole of f(x)."""

from typing import Any

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The error is relative to f(x)."
SEEN = "You divide by the norm of the whole of f(x), before it was shifted."
HINT = "The formula has ||T f(x)|| below the line, on the pixels that count."
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
    size = f(x).norm().item()
    return difference / size if size > 0 else float("inf")
"""


def predict(f: Any, x: np.ndarray, shift: tuple[int, int], margin: int) -> float:
    first, after = oracles.both_ways(f, x, shift)
    kept = oracles.region(after.shape, shift, margin)
    return oracles.norm((first - after)[kept]) / oracles.norm(np.asarray(f(x), float))
