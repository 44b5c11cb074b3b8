"""A window that hangs over the border moved inside, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.window_pushed_inside import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "Every row holds the whole kernel."
SEEN = "Near the border the whole kernel is pushed inside, so that no weight is lost."
HINT = "A row near the border keeps its centre on the diagonal. What becomes of the weights that would stand outside?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    if k > n:
        raise ValueError("the kernel does not fit")
    for i in range(n):
        for t in range(k):
            K[i, min(max(i - k // 2, 0), n - k) + t] = kernels[i, t]
    return K
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
