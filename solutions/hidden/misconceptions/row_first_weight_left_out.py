"""The first weight of every kernel never used, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.first_weight_left_out import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "The kernel's weights are numbered from 1."
SEEN = "The first weight of each kernel is nowhere in your matrix."
HINT = "Which index has the first weight, and where does your loop begin?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(1, k):
            if 0 <= i + t - k // 2 < n:
                K[i, i + t - k // 2] = kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
