"""The kernel wraps around at the ends."""

import numpy as np

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Each row is the row above, rolled by one: a circulant matrix."
SEEN = "The kernel comes in again at the other end of the row: your matrix is circulant."
HINT = "Beyond the ends of x there are zeros, not the other end of x. What is left of the kernel in the first row?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(len(kernel)):
            K[i, (i + t - len(kernel) // 2) % n] += kernel[t]
    return K
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    matrix = np.zeros((n, n), kernel.dtype)
    for i in range(n):
        for t, value in enumerate(kernel):
            matrix[i, (i + t - len(kernel) // 2) % n] += value
    return matrix
