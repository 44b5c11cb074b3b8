"""All rows in which the kernel meets the signal at all."""

import numpy as np

from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "A convolution has n + k - 1 outputs."
SEEN = "Your matrix has n + k - 1 rows: it is the one of the full convolution."
HINT = "Same padding gives as many outputs as inputs. Which k - 1 rows are too many?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    k = len(kernel)
    K = kernel.new_zeros(n + k - 1, n)
    for i in range(n + k - 1):
        for t in range(k):
            if 0 <= i + t - k + 1 < n:
                K[i, i + t - k + 1] = kernel[t]
    return K
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    k = len(kernel)
    wide = oracles.toeplitz_matrix(kernel, n + 2 * (k - 1))
    return wide[k // 2 : n + k - 1 + k // 2, k - 1 : n + k - 1]
