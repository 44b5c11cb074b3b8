"""Right, in another style: conv of the identity."""

import torch
import torch.nn.functional as F


def toeplitz_matrix(kernel, n):
    if kernel.ndim != 1 or kernel.shape[0] % 2 != 1:
        raise ValueError("kernel")
    eye = torch.eye(n, dtype=kernel.dtype)
    return F.conv1d(eye[:, None], kernel[None, None], padding=len(kernel) // 2)[:, 0].T


def locally_connected_matrix(kernels):
    if kernels.ndim != 2 or kernels.shape[1] % 2 != 1:
        raise ValueError("kernels")
    n, k = kernels.shape
    windows = F.pad(torch.eye(n, dtype=kernels.dtype), (k // 2, k // 2)).unfold(1, k, 1)
    return torch.einsum("nit,it->in", windows, kernels)


def weight_counts(n, k):
    ones = (locally_connected_matrix(torch.ones(n, k)) != 0).sum().item()
    return {"dense": n * n, "locally_connected": int(ones), "convolution": k}
