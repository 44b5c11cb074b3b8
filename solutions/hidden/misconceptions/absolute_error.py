"""The norm of the difference, not relative to anything."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "A distance is a norm."
SEEN = "Your error is the absolute one: it would double if f were doubled."
HINT = "Divide by the norm of what you compare with, over the same pixels."
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        start, stop = max(d, 0) + margin, size + min(d, 0) - margin
        if start >= stop:
            raise ValueError("no pixel is left")
        kept.append(slice(start, stop))
    return (first - after)[tuple(kept)].norm().item()
"""


def predict(f, x: np.ndarray, shift: tuple[int, int], margin: int) -> float:  # type: ignore[no-untyped-def]
    after = oracles.translate(np.asarray(f(x)), shift)
    dy, dx = shift
    height, width = after.shape[-2:]
    kept = after[
        ...,
        max(dy, 0) + margin : height + min(dy, 0) - margin,
        max(dx, 0) + margin : width + min(dx, 0) - margin,
    ]
    return float(oracles.equivariance_error(f, x, shift, margin) * np.linalg.norm(kept))
