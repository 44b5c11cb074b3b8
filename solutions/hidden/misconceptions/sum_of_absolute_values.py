"""Absolute values added up, instead of squares."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "Any norm will do."
SEEN = "You add up absolute values: that is another norm than the formula's."
HINT = "||.|| without an index is the square root of the sum of squares."
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
    difference = (first - after)[kept].abs().sum().item()
    if difference == 0:
        return 0.0
    size = after[kept].abs().sum().item()
    return difference / size if size > 0 else float("inf")
"""


def predict(f, x: np.ndarray, shift: tuple[int, int], margin: int) -> float:  # type: ignore[no-untyped-def]
    dy, dx = shift
    first, after = np.asarray(f(oracles.translate(x, shift)), float), oracles.translate(np.asarray(f(x), float), shift)
    height, width = first.shape[-2:]
    kept = (
        ...,
        slice(max(dy, 0) + margin, height + min(dy, 0) - margin),
        slice(max(dx, 0) + margin, width + min(dx, 0) - margin),
    )
    return float(np.abs(first - after)[kept].sum() / np.abs(after)[kept].sum())
