"""One zero of padding at each end, however long the kernel is."""

import numpy as np

from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "padding=1 is same padding."
SEEN = "Your matrix is the one for a padding of one zero at each end, whatever k is."
HINT = "For k = 3 one zero at each end keeps the length. How many does it take for k = 5?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    K = kernel.new_zeros(n + 3 - k, n)
    for i in range(n + 3 - k):
        for t in range(k):
            if 0 <= i + t - 1 < n:
                K[i, i + t - 1] = kernel[t]
    return K
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    k = len(kernel)
    if n + 3 - k < 1:
        raise ValueError("no window fits")
    wide = oracles.toeplitz_matrix(kernel, n + 2 + k)
    return wide[k // 2 + k // 2 + 1 : k // 2 + k // 2 + 1 + n + 3 - k, k // 2 + 2 : k // 2 + 2 + n]
