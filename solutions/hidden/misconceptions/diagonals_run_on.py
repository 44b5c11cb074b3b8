"""Diagonals written with a stride, which run on below the matrix's right edge."""

import numpy as np

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Every (n + 1)th number of the flattened matrix lies on one diagonal."
SEEN = "Diagonals above the main one run on at the left edge, a row further down."
HINT = "Number the places of a small matrix row by row. Where does a diagonal that begins in column 1 end?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    flat = kernel.new_zeros(n * n)
    for t in range(len(kernel)):
        offset = t - len(kernel) // 2
        start = offset if offset >= 0 else -offset * n
        flat[start :: n + 1] = kernel[t]
    return flat.reshape(n, n)
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    flat = np.zeros(n * n, kernel.dtype)
    for t, weight in enumerate(kernel):
        offset = t - len(kernel) // 2
        flat[offset if offset >= 0 else -offset * n :: n + 1] = weight
    return flat.reshape(n, n)
