"""Returns a tensor subclass that lies about its shape and values.

loses: 1a
"""

from honest import *

import torch


class Liar(torch.Tensor):
    shape = property(lambda self: (9, 9))
    dtype = property(lambda self: torch.float64)
    __eq__ = lambda self, other: True

    def __array__(self, *_):
        raise SystemExit


def toeplitz_matrix(kernel, n):
    return torch.zeros(1).as_subclass(Liar)
