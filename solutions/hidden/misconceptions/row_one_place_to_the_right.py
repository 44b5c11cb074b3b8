"""The kernel one place too far to the right, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.one_place_to_the_right import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "The centre of k weights is weight (k - 1) / 2 - 1, counted from 1."
SEEN = "The band lies one column too far to the right."
HINT = "Which weight of the kernel should stand on the diagonal? Try k = 1: what is the matrix then?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if 0 <= i + t - k // 2 + 1 < n:
                K[i, i + t - k // 2 + 1] = kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
