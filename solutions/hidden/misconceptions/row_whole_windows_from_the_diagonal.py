"""Rows that begin at the diagonal, as far as the whole kernel fits, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.whole_windows_from_the_diagonal import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "The kernel slides from column 0 to column n - k."
SEEN = "Row i begins at column i, and rows in which the kernel does not fit are empty."
HINT = "With same padding every row has weights, and the kernel's centre stands on the diagonal."
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if i + k <= n:
                K[i, i + t] = kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
