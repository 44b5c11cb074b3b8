"""The ratio of squared norms."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The mean squared error is the usual error."
SEEN = "Your error is the square of the right one."
HINT = "A norm is the square root of the sum of squares. Where did the root go?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
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
    return (difference / size) ** 2 if size > 0 else float("inf")
"""


def predict(f, x: np.ndarray, shift: tuple[int, int], margin: int) -> float:  # type: ignore[no-untyped-def]
    return float(np.square(oracles.equivariance_error(f, x, shift, margin)))
