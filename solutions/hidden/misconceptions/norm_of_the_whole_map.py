"""The difference on the pixels that count, relative to the whole of T f(x)."""

import numpy as np

from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "||T f(x)|| is the norm of T f(x)."
SEEN = "You divide by the norm of the whole map, also of pixels that do not count."
HINT = "Cut both norms out of the same pixels. What happens to your error if the margin grows?"
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
    size = after.norm().item()
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
    return float(np.linalg.norm((first - after)[kept]) / np.linalg.norm(after))
