"""Weights from the kernel's end, where an index into it is negative."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions import row_kernel_read_from_its_end

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Outside the kernel, indexing raises IndexError."
SEEN = "To the left of the window stand weights from the kernel's end: a negative index is no IndexError."
HINT = "What is kernel[-1]? For which columns does your index into the kernel fall below 0?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for j in range(n):
            try:
                K[i, j] = kernel[j - i + len(kernel) // 2]
            except IndexError:
                pass
    return K
"""

predict = variation(oracles.toeplitz_matrix, locally_connected_matrix=row_kernel_read_from_its_end.predict)
