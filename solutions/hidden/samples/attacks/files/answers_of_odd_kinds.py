"""Answers with values that look like the right kind and are not.

loses: 1a 1b 1c
"""

import torch


def toeplitz_matrix(kernel, n):
    return [torch.ones(n, n, dtype=torch.bfloat16), torch.ones(n, n, dtype=torch.complex64), torch.ones(0, n)][n % 3]


def weight_counts(n, k):
    return [{"dense": 10**18, 1: 2, (1, 2): None}, {"dense": float("nan")}, {True: {}}][n % 3]


def locally_connected_matrix(kernels):
    return [torch.full((2, 2), float("nan")), torch.zeros(4, 3).to_sparse(), torch.zeros(2, 0, 3)][len(kernels) % 3]
