"""Wrong: assert.

appended: toeplitz.py
"""

def toeplitz_matrix(kernel, n):
    assert len(kernel) % 2
    K = torch.zeros(n, n, dtype=kernel.dtype)
    p = len(kernel) // 2
    for i in range(n):
        for t in range(len(kernel)):
            j = i + t - p
            if 0 <= j < n:
                K[i, j] = kernel[t]
    return K
