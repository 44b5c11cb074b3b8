"""Weights from the end of a row's kernel, where an index into it is negative."""

import numpy as np

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "Outside the kernel, indexing raises IndexError."
SEEN = "To the left of a row's window stand weights from its kernel's end: a negative index is no IndexError."
HINT = "What is kernels[0, -1]? For which columns does your index into the kernel fall below 0?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for j in range(n):
            try:
                K[i, j] = kernels[i, j - i + k // 2]
            except IndexError:
                pass
    return K
"""


def predict(kernels: np.ndarray) -> np.ndarray:
    n, k = kernels.shape
    tap = np.arange(n) - np.arange(n)[:, None] + k // 2
    return np.where((-k <= tap) & (tap < k), np.take_along_axis(kernels, tap % k, 1), 0)
