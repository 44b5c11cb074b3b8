"""Wrong: hard-coded k=3.

appended: toeplitz.py
idea: centre-of-three
"""

def toeplitz_matrix(kernel, n):
    if kernel.dim() != 1 or kernel.numel() % 2 == 0:
        raise ValueError("kernel")
    K = torch.zeros(n, n, dtype=kernel.dtype)
    p = 1
    for i in range(n):
        for t in range(len(kernel)):
            j = i + t - p
            if 0 <= j < n:
                K[i, j] = kernel[t]
    return K
