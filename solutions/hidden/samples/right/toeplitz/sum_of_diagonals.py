"""Right, in another style: sum of diagonals."""

import torch


def toeplitz_matrix(kernel, n):
    if kernel.ndim != 1 or len(kernel) % 2 == 0:
        raise ValueError("kernel")
    h = len(kernel) // 2
    return sum(
        (torch.diag(kernel[t].expand(n - abs(t - h)), t - h) for t in range(len(kernel)) if abs(t - h) < n),
        torch.zeros(n, n, dtype=kernel.dtype),
    )


def locally_connected_matrix(kernels):
    if kernels.ndim != 2 or kernels.shape[1] % 2 == 0:
        raise ValueError("kernel")
    n, k = kernels.shape
    h = k // 2
    out = torch.zeros(n, n, dtype=kernels.dtype)
    for t in range(k):
        d = t - h
        if abs(d) < n:
            col = kernels[max(0, -d) : n - max(0, d), t]
            out = out + torch.diag(col, d)
    return out


def weight_counts(n, k):
    c = 0
    for i in range(n):
        for j in range(n):
            if abs(i - j) <= k // 2:
                c += 1
    return dict(dense=n**2, convolution=k, locally_connected=c)
