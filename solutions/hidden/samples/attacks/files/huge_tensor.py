"""Returns a tensor of a gigabyte.

loses: 1a
"""

from honest import *

import torch


def toeplitz_matrix(kernel, n):
    return torch.zeros(1).expand(2**14, 2**14)
