"""Wrong: int.

appended: toeplitz.py
idea: dtype-lost
"""

def toeplitz_matrix(kernel, n):
    if kernel.dim() != 1 or kernel.numel() % 2 == 0:
        raise ValueError("kernel")
    K = torch.zeros(n, n, dtype=torch.int64)
    p = len(kernel) // 2
    for i in range(n):
        for t in range(len(kernel)):
            j = i + t - p
            if 0 <= j < n:
                K[i, j] = kernel[t]
    return K
