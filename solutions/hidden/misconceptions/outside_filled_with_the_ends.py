"""The kernel's first and last weight in all entries that its window does not reach."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions import row_outside_filled_with_the_ends

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "clamp keeps the index inside the kernel, and so takes care of the border."
SEEN = "Nothing is zero: entries that the window does not reach hold the kernel's first or last weight."
HINT = "After clamp every index is inside. When can you still tell which ones were outside?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    tap = torch.arange(n) - torch.arange(n)[:, None] + len(kernel) // 2
    return kernel[tap.clamp(0, len(kernel) - 1)]
"""

predict = variation(oracles.toeplitz_matrix, locally_connected_matrix=row_outside_filled_with_the_ends.predict)
