"""The kernel ends at the diagonal: each output sees its past only."""

import numpy as np

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "A filter is causal."
SEEN = "Row i holds the kernel up to column i, instead of centred on column i."
HINT = "Same padding puts k // 2 zeros on both sides of x. Which entry of x does the last kernel entry meet in row 0?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(len(kernel)):
            if i - t >= 0:
                K[i, i - t] = kernel[-1 - t]
    return K
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    matrix = np.zeros((n, n), kernel.dtype)
    for i in range(n):
        for t, value in enumerate(kernel):
            if 0 <= i + t - len(kernel) + 1 < n:
                matrix[i, i + t - len(kernel) + 1] = value
    return matrix
