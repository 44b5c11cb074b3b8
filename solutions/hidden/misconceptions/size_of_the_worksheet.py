"""n = 9, as on the worksheet, whatever n is asked for."""

import numpy as np

from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "The matrix is 9 x 9."
SEEN = "Your matrix is 9 x 9 whatever n is."
HINT = "n = 9 is one example. Which of your numbers should come from the arguments?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    return right(kernel, 9)
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    return oracles.toeplitz_matrix(kernel, 9)
