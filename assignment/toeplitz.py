"""Question 1(a) to 1(c): a 1-D convolution as a matrix, with and without weight sharing.

Letters: n is the length of the signal, k the length of the kernel. *Convolution* means PyTorch's: the kernel is not
flipped. "Same" padding is zeros, so that n samples in give n samples out.
"""

import torch
from torch import Tensor


def toeplitz_matrix(kernel: Tensor, n: int) -> Tensor:
    """Return the matrix K with K @ x equal to the "same" convolution of x with `kernel`.

    Args:
        kernel: shape (k,) with k odd; k may be larger than n.
        n: length of the signal, at least 1.

    Returns:
        Shape (n, n), dtype of `kernel`; gradients flow back to `kernel`.

    Raises:
        ValueError: `kernel` is not 1-D, k is even, or n is less than 1.
    """
    # TODO(1a): check the arguments, then fill the matrix: which samples does output i see? (about 6 lines)
    raise NotImplementedError("1a: implement toeplitz_matrix")


def weight_counts(n: int, k: int) -> dict[str, int]:
    """Return how many free weights a layer from n inputs to n outputs has, without bias, for three kinds of layer.

    Args:
        n: number of inputs, and of outputs; at least 1.
        k: length of the kernel, or of each location's window; odd.

    Returns:
        "dense": every output sees every input through a weight of its own.
        "locally_connected": every output has a window of its own; entries outside the input do not count.
        "convolution": all outputs share one kernel; all of it counts, also where it is longer than the input.
    """
    # TODO(1b): count the weights of each kind; mind the windows at the two ends (about 3 lines).
    raise NotImplementedError("1b: implement weight_counts")


def locally_connected_matrix(kernels: Tensor) -> Tensor:
    """Return the matrix of a 1-D layer that slides like a convolution, but has another kernel at each location.

    Output i is the product of kernels[i] and the window of samples around sample i, unflipped and zero outside, as for
    `toeplitz_matrix`.

    Args:
        kernels: shape (n, k) with n at least 1 and k odd; row i is the kernel of location i.

    Returns:
        Shape (n, n), dtype of `kernels`; gradients flow back to `kernels`.

    Raises:
        ValueError: `kernels` is not 2-D, or k is even.
    """
    # TODO(1c): as in 1a, but row i takes its entries from kernels[i] (about 6 lines).
    raise NotImplementedError("1c: implement locally_connected_matrix")
