"""Wrong: border windows are pushed inside, and kernels longer than the signal are cut.

appended: toeplitz.py
idea: row-window-pushed-inside
"""

right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    K, width = kernels.new_zeros(n, n), min(k, n)
    for i in range(n):
        first = min(max(i - k // 2, 0), n - width)
        K[i, first : first + width] = kernels[i, :width]
    return K
