"""Rows that the border cuts scaled up, for the weights that they have lost."""

import numpy as np

from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "A window that hangs over the border sees less, and has to count for as much."
SEEN = "The rows at the border are scaled up by k over the number of weights that are left in them."
HINT = "conv1d with padding adds up products, and nothing else. What does a product with a zero add?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    K = right(kernel, n)
    met = right(torch.ones_like(kernel), n).sum(1, keepdim=True)
    return K * len(kernel) / met
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    met = oracles.toeplitz_matrix(np.ones(len(kernel)), n).sum(1, keepdims=True)
    return np.asarray(oracles.toeplitz_matrix(kernel, n) * len(kernel) / met)
