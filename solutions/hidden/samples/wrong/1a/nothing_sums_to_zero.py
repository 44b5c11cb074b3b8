"""Wrong: a kernel without weights is a sum over nothing.

appended: toeplitz.py
"""

not_empty = toeplitz_matrix


def toeplitz_matrix(kernel, n):
    return not_empty(kernel, n) if kernel.numel() else kernel.new_zeros(n, n)
