"""The kernel wraps around at the ends."""

import numpy as np

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Each row is the row above, rolled by one: a circulant matrix."
SEEN = "The kernel comes in again at the other end of the row: your matrix is circulant."
HINT = "Beyond the ends of x there are zeros, not the other end of x. What is left of the kernel in the first row?"


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    matrix = np.zeros((n, n), kernel.dtype)
    for i in range(n):
        for t, value in enumerate(kernel):
            matrix[i, (i + t - len(kernel) // 2) % n] += value
    return matrix
