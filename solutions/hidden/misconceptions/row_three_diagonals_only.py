"""Weights further than one column from the diagonal left out, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.three_diagonals_only import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "A Toeplitz matrix of a convolution has three diagonals."
SEEN = "Only three diagonals hold weights, however long the kernel is."
HINT = "How many weights does row i have for k = 5?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if abs(t - k // 2) <= 1 and 0 <= i + t - k // 2 < n:
                K[i, i + t - k // 2] = kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
