"""Right, in another style: stack of padded slices."""

import torch
import torch.nn.functional as F


def toeplitz_matrix(kernel, n):
    k = kernel.shape[0]
    if kernel.ndim != 1 or k % 2 == 0:
        raise ValueError("bad")
    padded = F.pad(kernel, (n, n))
    return torch.stack([padded[n + k // 2 - i : 2 * n + k // 2 - i] for i in range(n)])


def locally_connected_matrix(kernels):
    if kernels.ndim != 2 or kernels.shape[-1] % 2 == 0:
        raise ValueError("bad")
    n, k = kernels.shape
    return torch.stack([toeplitz_matrix(row, n)[i] for i, row in enumerate(kernels)])


def weight_counts(n, k):
    c = 0
    for i in range(n):
        for j in range(n):
            if abs(i - j) <= k // 2:
                c += 1
    return dict(dense=n**2, convolution=k, locally_connected=c)
