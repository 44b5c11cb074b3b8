"""The band sheared by a reshape, so that what leaves a row enters the next one."""

import numpy as np

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "Rows that are one longer, read with the old length, each begin one place further right."
SEEN = "What leaves the matrix at the end of a row comes in again in a row beside it."
HINT = "Take kernels of 5, and follow the last weight of the last row but one through your reshape."
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    wide = torch.nn.functional.pad(kernels, (0, n + 1 - k)).flatten()
    return torch.cat([wide[k // 2 :], kernels.new_zeros(k // 2)])[: n * n].reshape(n, n)
"""


def predict(kernels: np.ndarray) -> np.ndarray:
    n, k = kernels.shape
    wide = np.zeros((n, n + 1), kernels.dtype)
    wide[:, : min(k, n + 1)] = kernels[:, : n + 1]
    flat = np.append(wide.ravel()[k // 2 :], np.zeros(k // 2, kernels.dtype))
    return flat[: n * n].reshape(n, n)
