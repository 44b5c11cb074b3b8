"""The weight from input j to output i taken from kernel j."""

import numpy as np

from hidden import oracles

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "A kernel belongs to the input that it reads."
SEEN = "Column j uses kernels[j]: each weight comes from the kernel of its input, not of its output."
HINT = "Slide the window to location i: which kernel reads all the inputs under it?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    return right_local(kernels.flip(1) if kernels.ndim == 2 else kernels).T
"""


def predict(kernels: np.ndarray) -> np.ndarray:
    return oracles.locally_connected_matrix(kernels[:, ::-1]).T
