"""Wrong: it says which arguments are allowed, and makes no matrix.

appended: toeplitz.py
"""

def toeplitz_matrix(kernel, n):
    if kernel.ndim != 1 or len(kernel) % 2 == 0 or n < 1:
        raise ValueError("not allowed")
    return True
