"""The difference relative to f(T x), instead of T f(x)."""

import numpy as np

from autograder import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "Both sides are about as large."
SEEN = "You divide by the norm of f(T x)."
HINT = "Read the formula once more: which of the two maps stands below the line?"


def predict(f, x: np.ndarray, shift: tuple[int, int], margin: int) -> float:  # type: ignore[no-untyped-def]
    dy, dx = shift
    first, after = np.asarray(f(oracles.translate(x, shift)), float), oracles.translate(np.asarray(f(x), float), shift)
    height, width = first.shape[-2:]
    kept = (
        ...,
        slice(max(dy, 0) + margin, height + min(dy, 0) - margin),
        slice(max(dx, 0) + margin, width + min(dx, 0) - margin),
    )
    return float(np.linalg.norm((first - after)[kept]) / np.linalg.norm(first[kept]))
