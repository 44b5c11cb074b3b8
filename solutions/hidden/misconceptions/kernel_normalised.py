"""The kernel divided by its sum."""

import numpy as np

from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "A kernel is a weighted mean."
SEEN = "Your matrix is the one for the kernel divided by its sum."
HINT = "conv1d takes the kernel as it is. Where does yours divide?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    return right(kernel / kernel.sum(), n)
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    return oracles.toeplitz_matrix(kernel / kernel.sum(), n)
