"""Each row's kernel flipped."""

import numpy as np

from hidden import oracles

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "Convolution flips the kernel, as the signals course said."
SEEN = "Each row holds its kernel reversed."
HINT = "conv1d does not flip its kernel, and neither does this layer: row i reads kernels[i] left to right."
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    return right_local(kernels.flip(1) if kernels.ndim == 2 else kernels)
"""


def predict(kernels: np.ndarray) -> np.ndarray:
    return oracles.locally_connected_matrix(kernels[:, ::-1])
