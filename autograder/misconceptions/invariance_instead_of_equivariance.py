"""f(T x) compared with f(x)."""

import numpy as np

from autograder import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The output should not change when the input is shifted."
SEEN = "You compare f(T x) with f(x): that measures invariance."
HINT = "Equivariance says that the feature map shifts along with the image: with what must f(T x) be compared?"


def predict(f, x: np.ndarray, shift: tuple[int, int], margin: int) -> float:  # type: ignore[no-untyped-def]
    dy, dx = shift
    first, second = np.asarray(f(oracles.translate(x, shift)), float), np.asarray(f(x), float)
    height, width = second.shape[-2:]
    kept = (
        ...,
        slice(max(dy, 0) + margin, height + min(dy, 0) - margin),
        slice(max(dx, 0) + margin, width + min(dx, 0) - margin),
    )
    return float(np.linalg.norm((first - second)[kept]) / np.linalg.norm(second[kept]))
