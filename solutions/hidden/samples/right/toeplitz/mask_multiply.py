"""Right, in another style: mask multiply."""

import torch


def toeplitz_matrix(kernel, n):
    if kernel.ndim != 1 or len(kernel) % 2 == 0:
        raise ValueError("bad")
    k = len(kernel)
    out = torch.zeros((n, n), dtype=kernel.dtype, device=kernel.device)
    i, j = torch.meshgrid(torch.arange(n), torch.arange(n), indexing="ij")
    t = j - i + k // 2
    ok = (t >= 0) & (t < k)
    out[ok] = kernel[t[ok]]
    return out


def locally_connected_matrix(kernels):
    if kernels.ndim != 2 or kernels.shape[1] % 2 == 0:
        raise ValueError("bad")
    n, k = kernels.shape
    r, t = torch.meshgrid(torch.arange(n), torch.arange(k), indexing="ij")
    c = r + t - k // 2
    ok = (c >= 0) & (c < n)
    return torch.zeros(n, n, dtype=kernels.dtype).index_put((r[ok], c[ok]), kernels[ok])


def weight_counts(n, k):
    c = 0
    for i in range(n):
        for j in range(n):
            if abs(i - j) <= k // 2:
                c += 1
    return dict(dense=n**2, convolution=k, locally_connected=c)
