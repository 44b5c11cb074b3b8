"""Wrong: square k.

appended: toeplitz.py
"""

def locally_connected_matrix(kernels):
    if kernels.dim() != 2 or kernels.shape[1] % 2 == 0:
        raise ValueError("kernels")
    n, k = kernels.shape
    K = kernels.new_zeros(9, 9)
    for i in range(n):
        for j in range(n):
            t = j - i + k // 2
            if 0 <= t < k:
                K[i, j] = kernels[i, t]
    return K
