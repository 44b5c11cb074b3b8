"""Wrong: Columns left of the matrix are not dropped.

appended: toeplitz.py
idea: negative-index-wraps
"""

def toeplitz_matrix(kernel: Tensor, n: int) -> Tensor:
    if kernel.dim() != 1 or kernel.shape[0] % 2 == 0:
        raise ValueError("kernel must be 1-D and odd")
    k = kernel.shape[0]
    pad = k // 2
    out = torch.zeros(n, n, dtype=kernel.dtype)
    for row in range(n):
        for j in range(k):
            col = row + j - pad
            if -n <= col < n:
                out[row, col] = kernel[j]
    return out
