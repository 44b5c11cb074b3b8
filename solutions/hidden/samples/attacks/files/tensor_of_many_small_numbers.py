"""Answers with a tensor of a small dtype, many times as large once it is compared.

loses: 1a
"""

import torch

from honest import *


def toeplitz_matrix(kernel, n):
    return torch.ones(7000, 7000, dtype=torch.bool)
