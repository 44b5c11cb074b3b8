"""The right half of the kernel used on both sides."""

import numpy as np

from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "A kernel looks alike on both sides."
SEEN = "To the left of the diagonal stand the weights of the kernel's right half, mirrored."
HINT = "The kernel need not be symmetric. Which weight stands one place to the left of the diagonal?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    half = kernel[len(kernel) // 2 :]
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for j in range(n):
            if abs(i - j) < len(half):
                K[i, j] = half[abs(i - j)]
    return K
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    half = kernel[len(kernel) // 2 :]
    return oracles.toeplitz_matrix(np.concatenate([half[:0:-1], half]), n)
