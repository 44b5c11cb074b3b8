"""The last weight of every kernel never used, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.last_weight_left_out import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "range(-r, r) goes from -r to r."
SEEN = "The last weight of each kernel is nowhere in your matrix."
HINT = "Print the offsets from the centre that your code tries for k = 3. How many should there be?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for d in range(-(k // 2), k // 2):
            if 0 <= i + d < n:
                K[i, i + d] = kernels[i, d + k // 2]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
