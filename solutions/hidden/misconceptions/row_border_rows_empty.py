"""Rows whose window hangs over the border left empty, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.border_rows_empty import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "Where the window does not fit, there is no output."
SEEN = "The rows whose window hangs over the border hold nothing but zeros."
HINT = "With same padding, the part of the window that lies inside still counts. Which weights does row 0 have?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if k // 2 <= i < n - k // 2:
                K[i, i + t - k // 2] = kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
