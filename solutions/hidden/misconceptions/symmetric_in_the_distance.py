"""K[i, j] taken from the distance |i - j| alone."""

import numpy as np

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "A Toeplitz matrix is given by its first column."
SEEN = "Your matrix depends on |i - j| alone: it is symmetric, and starts its kernel at the diagonal."
HINT = "Is the matrix of a convolution symmetric? A Toeplitz matrix has one number for each diagonal, above and below."
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for j in range(n):
            if abs(i - j) < len(kernel):
                K[i, j] = kernel[abs(i - j)]
    return K
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    distance = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    padded = np.append(kernel, np.zeros(n, kernel.dtype))
    return np.asarray(padded[distance])
