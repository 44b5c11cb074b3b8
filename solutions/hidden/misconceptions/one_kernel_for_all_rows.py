"""Weight sharing where there should be none: the first kernel in every row."""

import numpy as np

from hidden import oracles

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "The matrix of 1a again, with kernels[0]."
SEEN = "Every row uses the same kernel."
HINT = "Without weight sharing, row i has weights that no other row uses. Where in `kernels` are they?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    return toeplitz_matrix(kernels[0], len(kernels))
"""


def predict(kernels: np.ndarray) -> np.ndarray:
    return oracles.locally_connected_matrix(np.broadcast_to(kernels[:1], kernels.shape))
