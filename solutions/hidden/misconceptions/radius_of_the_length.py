"""The window centred by half the signal, instead of half the kernel."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.row_radius_of_the_length import column_of

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "The radius is half of the length."
SEEN = "Your windows begin n // 2 before their output, not k // 2."
HINT = "Half of which length lies to the left of a window's centre? Try n = 9 and k = 3 on paper."
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    K = kernel.new_zeros(n, n)
    for i in range(n):
        for t in range(len(kernel)):
            if 0 <= i + t - n // 2 < n:
                K[i, i + t - n // 2] = kernel[t]
    return K
"""

predict = variation(oracles.toeplitz_matrix, column_of=column_of)
