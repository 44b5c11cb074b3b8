"""Weights from the kernel's end, where an index into it is negative."""

import numpy as np

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Outside the kernel, indexing raises IndexError."
SEEN = "To the left of the window stand weights from the kernel's end: a negative index is no IndexError."
HINT = "What is kernel[-1]? For which columns does your index into the kernel fall below 0?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for j in range(n):
            try:
                K[i, j] = kernel[j - i + len(kernel) // 2]
            except IndexError:
                pass
    return K
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    k = len(kernel)
    tap = np.arange(n) - np.arange(n)[:, None] + k // 2
    return np.where((-k <= tap) & (tap < k), kernel[tap % k], 0)
