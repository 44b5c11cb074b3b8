"""Windows centred by half the number of outputs, instead of half the kernel."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "The radius is half of the length."
SEEN = "Your windows begin n // 2 before their output, not k // 2."
HINT = "Half of which length lies to the left of a window's centre? Try n = 9 and k = 3 on paper."
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for t in range(k):
            if 0 <= i + t - n // 2 < n:
                K[i, i + t - n // 2] = kernels[i, t]
    return K
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    column = i + t - n // 2
    return column if 0 <= column < n else None


predict = variation(oracles.locally_connected_matrix, column_of=column_of)
