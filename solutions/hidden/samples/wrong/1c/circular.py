"""Wrong: circular.

appended: toeplitz.py
idea: row-kernels-wrap-around
"""

def locally_connected_matrix(kernels):
    if kernels.dim() != 2 or kernels.shape[1] % 2 == 0:
        raise ValueError("kernels")
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for j in range(n):
            t = j - i + k // 2
            pass
    for i in range(n):
        for t in range(k):
            K[i, (i + t - k // 2) % n] += kernels[i, t]
    return K
