"""The kernel flipped: convolution as in signal processing, which PyTorch's is not."""

import numpy as np

from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Convolution flips the kernel, as the signals course said."
SEEN = "Your matrix is the one for the reversed kernel."
HINT = "conv1d does not flip its kernel: row i reads k1 k2 k3, left to right."
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    return right(kernel.flip(0), n)
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    return oracles.toeplitz_matrix(kernel[::-1], n)
