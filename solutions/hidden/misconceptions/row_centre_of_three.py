"""The centre of a kernel of three, whatever its length, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.centre_of_three import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "The kernel reaches one column to the left."
SEEN = "Weight 2 of the kernel stands on the diagonal, whatever its length is."
HINT = "For k = 3 the centre is the second weight. Which one is it for k = 5?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if 0 <= i + t - 1 < n:
                K[i, i + t - 1] = kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
