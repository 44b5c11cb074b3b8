"""A window that hangs over both ends cut as if it hung over one, in the matrix of local kernels."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.window_cut_at_one_end import column_of

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "A window hangs over at the left, or at the right."
SEEN = "A window that hangs over both ends is cut at one of them only, so its weights stand at the wrong places."
HINT = "Take seven weights and four samples. How much of the second row's window hangs over each end?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    (n, k), rows = kernels.shape, []
    for i in range(n):
        start, stop = max(i - k // 2, 0), min(i + k // 2 + 1, n)
        kept = kernels[i, k - (stop - start) :] if i < k // 2 else kernels[i, : stop - start]
        rows.append(torch.cat([kernels.new_zeros(start), kept, kernels.new_zeros(n - stop)]))
    return torch.stack(rows)
"""

predict = variation(oracles.locally_connected_matrix, column_of=column_of)
