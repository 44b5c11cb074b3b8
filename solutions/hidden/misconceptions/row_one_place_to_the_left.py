"""The kernel one place too far to the left, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.one_place_to_the_left import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "The centre of k weights is weight (k + 1) / 2, counted from 0."
SEEN = "The band lies one column too far to the left."
HINT = "Which weight of the kernel should stand on the diagonal? Try k = 1: what is the matrix then?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if 0 <= i + t - (k + 1) // 2 < n:
                K[i, i + t - (k + 1) // 2] = kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
