"""Right, in another style: scatter into padded."""

import torch
from torch import Tensor


def toeplitz_matrix(kernel: Tensor, n: int) -> Tensor:
    if kernel.dim() != 1 or kernel.size(0) % 2 == 0:
        raise ValueError("bad")
    return locally_connected_matrix(kernel.unsqueeze(0).repeat(n, 1))


def locally_connected_matrix(kernels):
    if kernels.dim() != 2 or kernels.size(1) % 2 == 0:
        raise ValueError("bad")
    n, k = kernels.shape
    index = torch.arange(n)[:, None] + torch.arange(k)[None]
    return torch.zeros(n, n + k - 1, dtype=kernels.dtype).scatter(1, index, kernels)[:, k // 2 : k // 2 + n]


def weight_counts(n, k):
    c = 0
    for i in range(n):
        for j in range(n):
            if abs(i - j) <= k // 2:
                c += 1
    return dict(dense=n**2, convolution=k, locally_connected=c)
