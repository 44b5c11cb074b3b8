"""Each row's kernel wraps around at the ends."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.circular_border import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "What leaves on one side comes in on the other."
SEEN = "The kernels come in again at the other end of their rows."
HINT = "Beyond the ends of x there are zeros, not the other end of x. What is left of the kernel in row 0?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            K[i, (i + t - k // 2) % n] += kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
