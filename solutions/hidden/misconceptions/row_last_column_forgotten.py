"""The last column left empty, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.last_column_forgotten import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "The last column is n - 1, so an index has to be smaller than that."
SEEN = "The last column holds nothing but zeros: the last input is never used."
HINT = "Which index does the last column have, and does your comparison let it in?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if 0 <= i + t - k // 2 < n - 1:
                K[i, i + t - k // 2] = kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
