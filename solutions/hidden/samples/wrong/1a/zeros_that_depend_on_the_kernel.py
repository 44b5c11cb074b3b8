"""Wrong: zeros of the right shape, with a gradient that is zero as well.

appended: toeplitz.py
"""

def toeplitz_matrix(kernel, n):
    if kernel.ndim != 1 or len(kernel) % 2 == 0:
        raise ValueError("kernel must have odd length")
    return torch.zeros(n, n, dtype=kernel.dtype) + 0 * kernel.sum()
