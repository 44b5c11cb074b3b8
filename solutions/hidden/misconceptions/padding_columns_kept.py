"""The columns of the padding kept."""

import numpy as np

from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "The padded signal has n + k - 1 samples."
SEEN = "Your matrix has a column for every padding zero as well."
HINT = "The signal has n samples. What do the columns meet that stand outside?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n + len(kernel) - 1)
    for i in range(n):
        K[i, i : i + len(kernel)] = kernel
    return K
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    half = len(kernel) // 2
    return oracles.toeplitz_matrix(kernel, n + 2 * half)[half : n + half]
