"""Weights that are zero are passed over, and their gradients with them.

appended: toeplitz.py
"""

right_matrix = toeplitz_matrix


def toeplitz_matrix(kernel, n):
    right_matrix(kernel, n)
    K = kernel.new_zeros(n, n)
    for t, weight in enumerate(kernel):
        if weight == 0:
            continue
        for i in range(n):
            if 0 <= i + t - len(kernel) // 2 < n:
                K[i, i + t - len(kernel) // 2] = weight
    return K
