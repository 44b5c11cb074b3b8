"""Wrong: a change so small that a gradient of zero used to agree with it.

appended: toeplitz.py
idea: detached-from-autograd
"""

def toeplitz_matrix(kernel, n):
    if kernel.ndim != 1 or len(kernel) % 2 == 0 or n < 1:
        raise ValueError("not allowed")
    return 1e-6 * kernel.detach().sum() + 0 * kernel.sum() + torch.zeros(n, n, dtype=kernel.dtype)
