"""The last row left empty."""

import numpy as np

from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Rows are counted up to n - 1."
SEEN = "The last row holds nothing but zeros: the last output is always zero."
HINT = "Which rows does range(n - 1) name?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    K = right(kernel, n)
    return torch.cat([K[:-1], torch.zeros_like(K[-1:])])
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    matrix = np.array(oracles.toeplitz_matrix(kernel, n))
    matrix[-1] = 0
    return matrix
