"""Diagonals that are filled from the first kernel on, on both sides."""

import numpy as np

from hidden import oracles

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "A diagonal below the main one begins with the first kernel, too."
SEEN = "Below the diagonal, an entry comes from the kernel of its column, instead of its row's."
HINT = "The first entry of the diagonal below the main one stands in row 1. Whose kernel is that?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    p = k // 2
    K = kernels.new_zeros(n, n)
    for d in range(max(-p, 1 - n), min(p, n - 1) + 1):
        K = K + torch.diag(kernels[: n - abs(d), p + d], d)
    return K
"""


def predict(kernels: np.ndarray) -> np.ndarray:
    right = oracles.locally_connected_matrix(kernels)
    n, k = kernels.shape
    for i in range(n):
        for j in range(max(0, i - k // 2), i):
            right[i, j] = kernels[j, j - i + k // 2]
    return right
