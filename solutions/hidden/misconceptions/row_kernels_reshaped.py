"""The kernels brought from (n, k) to (k, n) by a reshape."""

import numpy as np

from hidden import oracles

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "reshape puts the axes in the order that is asked for."
SEEN = "Weights stand in other kernels' rows: the kernels are reshaped where their two axes have to change places."
HINT = "Print torch.arange(6).reshape(2, 3) and what reshape(3, 2) and .T each make of it."
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    n, k = kernels.shape
    return right_local(kernels.reshape(k, n).T)
"""


def predict(kernels: np.ndarray) -> np.ndarray:
    return oracles.locally_connected_matrix(kernels.reshape(kernels.shape[::-1]).T)
