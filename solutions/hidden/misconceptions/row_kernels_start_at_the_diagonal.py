"""Each row's kernel starts at the diagonal, instead of being centred on it."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.kernel_starts_at_the_diagonal import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "Row i begins at column i."
SEEN = "Row i holds its kernel from column i on, instead of centred on column i."
HINT = "Which input does the first weight of kernel 0 meet, with k // 2 zeros on both sides of x?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if i + t < n:
                K[i, i + t] = kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
