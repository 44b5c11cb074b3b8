"""Makes numpy say that all is close, and answers nonsense.

loses: 1a
"""

from honest import *

import numpy

numpy.allclose = numpy.array_equal = lambda *a, **k: True
import torch


def toeplitz_matrix(kernel, n):
    return torch.zeros(n, n)
