"""At the left border the first weights kept, instead of the last, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.border_weights_from_the_wrong_end import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "A window that is cut keeps its first weights."
SEEN = "In the first rows stand the kernel's first weights, where its last ones belong."
HINT = "In row 0 the left part of the kernel meets the padding. Which weights are left?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            first = max(i - k // 2, 0)
            if first + t < min(n, i + k // 2 + 1):
                K[i, first + t] = kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
