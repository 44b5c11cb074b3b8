"""Column 0 left empty, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.first_column_forgotten import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "An index has to be larger than zero."
SEEN = "Column 0 holds nothing but zeros: the first input is never used."
HINT = "Is 0 a column? Look at the comparison that decides what lies outside."
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if 0 < i + t - k // 2 < n:
                K[i, i + t - k // 2] = kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
