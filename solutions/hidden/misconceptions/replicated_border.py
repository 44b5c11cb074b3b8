"""The border sample repeated beyond the ends of x, instead of zeros."""

import numpy as np

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Padding repeats the last sample."
SEEN = "What hangs over an end is added to the first or last column: that is replicate padding."
HINT = "Beyond the ends of x there are zeros. What becomes of a weight that meets a zero?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(len(kernel)):
            K[i, min(max(i + t - len(kernel) // 2, 0), n - 1)] += kernel[t]
    return K
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    matrix = np.zeros((n, n), kernel.dtype)
    for i in range(n):
        for t, value in enumerate(kernel):
            matrix[i, min(max(i + t - len(kernel) // 2, 0), n - 1)] += value
    return matrix
