"""Only the rows whose window lies inside the input."""

import numpy as np

from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "The kernel has n - k + 1 places."
SEEN = "Your matrix has n - k + 1 rows: it is the one without padding."
HINT = "With same padding there are as many outputs as inputs. What do the first and the last rows look like then?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    half = len(kernel) // 2
    return right(kernel, n)[half : n - half]
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    half = len(kernel) // 2
    if n <= 2 * half:
        raise ValueError("no window lies inside")
    return oracles.toeplitz_matrix(kernel, n)[half : n - half]
