"""kernels[0] placed in the last row."""

import numpy as np

from hidden import oracles

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "Counting starts at the bottom."
SEEN = "The kernels stand in the rows in reverse order: the first one in the last row."
HINT = "Row i computes output i. Whose weights are kernels[i]?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    return right_local(kernels.flip(0))
"""


def predict(kernels: np.ndarray) -> np.ndarray:
    return oracles.locally_connected_matrix(kernels[::-1])
