"""When two answers agree: up to rounding."""

from __future__ import annotations

import numpy as np

# Sums of up to some hundred float32 products, in any order, differ by less than 1e-5 of the largest value; ten times
# that leaves room for any right way to compute them, and is far below what any mistake makes.
_ROUNDING = 1e-4  # of the largest value


def close(got: np.ndarray, want: np.ndarray) -> bool:
    """Whether an answer has the shape and, up to rounding, the numbers of what is right."""
    return got.shape == want.shape and bool(agrees(got, want).all())


def agrees(got: np.ndarray, want: np.ndarray) -> np.ndarray:
    """Where it has them, for two arrays of one shape."""
    scale = float(np.abs(want[np.isfinite(want)]).max(initial=0.0)) or 1.0
    return np.asarray(np.isclose(got, want, rtol=0, atol=_ROUNDING * scale))
