"""Each row's kernel ends at the diagonal: each output sees its past only."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.kernel_ends_at_the_diagonal import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "An output depends on what came before it."
SEEN = "Row i holds its kernel up to column i, instead of centred on column i."
HINT = "Which input does the last weight of the last kernel meet, with k // 2 zeros on both sides of x?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if i + t - k + 1 >= 0:
                K[i, i + t - k + 1] = kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
