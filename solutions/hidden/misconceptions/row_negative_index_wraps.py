"""Weights that hang over on the left written to the end of the row, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.negative_index_wraps import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "An index that does not exist is left out."
SEEN = "Weights that hang over on the left turn up at the right end of the row."
HINT = "K[i, -1] is the last column of row i, not an error. Which rows have a column below 0?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if i + t - k // 2 < n:
                K[i, i + t - k // 2] += kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
