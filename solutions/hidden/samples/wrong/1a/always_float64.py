"""Wrong: always float64.

file: toeplitz.py
"""

import torch, math
import numpy as np
import torch.nn.functional as F
from torch import Tensor, nn


def toeplitz_matrix(kernel, n):
    if kernel.dim() != 1 or kernel.numel() % 2 == 0:
        raise ValueError("kernel")
    K = torch.zeros(n, n, dtype=torch.float64)
    p = len(kernel) // 2
    for i in range(n):
        for t in range(len(kernel)):
            j = i + t - p
            if 0 <= j < n:
                K[i, j] = kernel[t]
    return K


def locally_connected_matrix(kernels):
    if kernels.dim() != 2 or kernels.shape[1] % 2 == 0:
        raise ValueError("kernels")
    n, k = kernels.shape
    K = kernels.new_zeros(n, n)
    for i in range(n):
        for j in range(n):
            t = j - i + k // 2
            if 0 <= t < k:
                K[i, j] = kernels[i, t]
    return K


def weight_counts(n, k):
    c = 0
    for i in range(n):
        for j in range(n):
            if abs(i - j) <= k // 2:
                c += 1
    return dict(dense=n**2, convolution=k, locally_connected=c)
