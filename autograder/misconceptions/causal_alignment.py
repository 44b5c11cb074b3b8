"""The kernel starts at the diagonal, instead of being centred on it."""

import numpy as np

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Row i begins at column i."
SEEN = "Row i holds the kernel from column i on, instead of centred on column i."
HINT = "Same padding puts k // 2 zeros on both sides of x. Which entry of x does the first kernel entry meet in row 0?"


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    if len(kernel) == 1:
        return np.eye(n, dtype=kernel.dtype) * kernel[0]
    return sum(np.diag(np.full(max(n - t, 0), value), t)[:n, :n] for t, value in enumerate(kernel) if t < n)
