"""kernels[i] placed along column i."""

import numpy as np

from hidden import oracles

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "Kernel i belongs to input i."
SEEN = "Your matrix is the transpose of the right one: kernel i runs along a column."
HINT = "Output i is row i times x. So whose weights stand in row i?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    return right_local(kernels).T
"""


def predict(kernels: np.ndarray) -> np.ndarray:
    return oracles.locally_connected_matrix(kernels).T
