"""Wrong: start.

appended: toeplitz.py
idea: row-kernels-start-at-the-diagonal
"""

def locally_connected_matrix(kernels):
    if kernels.dim() != 2 or kernels.shape[1] % 2 == 0:
        raise ValueError("kernels")
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for j in range(n):
            t = j - i
            if 0 <= t < k:
                K[i, j] = kernels[i, t]
    return K
