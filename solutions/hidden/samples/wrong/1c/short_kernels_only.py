"""Wrong: only the taps that fit are placed, and counted from the wrong one where a kernel is longer than the signal.

appended: toeplitz.py
"""

right = locally_connected_matrix


def locally_connected_matrix(kernels):
    matrix = right(kernels)
    n, k = kernels.shape
    return right(kernels[:, :n] if n % 2 else kernels[:, : n - 1]) if k > n else matrix
