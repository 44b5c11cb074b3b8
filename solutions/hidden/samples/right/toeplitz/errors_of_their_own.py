"""Right, in another style: exceptions of their own, which are ValueErrors all the same."""

import torch


class ShapeError(ValueError):
    pass


class LengthError(ShapeError):
    def __init__(self, length):
        super().__init__(f"a kernel has odd length, not {length}")


def _check(kernel, axes):
    if kernel.dim() != axes:
        raise ShapeError("axes")
    if kernel.shape[-1] % 2 == 0:
        raise LengthError(kernel.shape[-1])


def toeplitz_matrix(kernel, n):
    _check(kernel, 1)
    return locally_connected_matrix(kernel.expand(n, -1))


def locally_connected_matrix(kernels):
    _check(kernels, 2)
    n, k = kernels.shape
    wide = torch.cat([kernels, kernels.new_zeros(n, n)], dim=1).flatten()[: n * (n + k - 1)]
    return wide.reshape(n, n + k - 1)[:, k // 2 : k // 2 + n]


def weight_counts(n, k):
    ends = [(max(0, i - k // 2), min(n, i + k // 2 + 1)) for i in range(n)]
    return {"dense": n**2, "locally_connected": sum(stop - start for start, stop in ends), "convolution": k}
