"""Wrong: no errors.

appended: toeplitz.py
idea: even-kernel-accepted
"""

def locally_connected_matrix(kernels):
    pass
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for j in range(n):
            t = j - i + k // 2
            if 0 <= t < k:
                K[i, j] = kernels[i, t]
    return K
