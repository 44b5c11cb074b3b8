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
    # BEGIN SOLUTION NO PROMPT
    if kernel.ndim != 1 or len(kernel) % 2 == 0:
        raise ValueError(f"kernel must have shape (k,) with k odd, got {tuple(kernel.shape)}")
    if n < 1:
        raise ValueError(f"n must be at least 1, got {n}")
    tap, outside = _taps(n, len(kernel))
    return kernel[tap].masked_fill(outside, 0)
    # END SOLUTION
    """ # BEGIN PROMPT
    # TODO(1a): check the arguments, then fill the matrix: which samples does output i see? (about 6 lines)
    raise NotImplementedError("1a: implement toeplitz_matrix")
    """  # END PROMPT


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
    # BEGIN SOLUTION NO PROMPT
    inside = [min(i + k // 2, n - 1) - max(i - k // 2, 0) + 1 for i in range(n)]
    return {"dense": n * n, "locally_connected": sum(inside), "convolution": k}
    # END SOLUTION
    """ # BEGIN PROMPT
    # TODO(1b): count the weights of each kind; mind the windows at the two ends (about 3 lines).
    raise NotImplementedError("1b: implement weight_counts")
    """  # END PROMPT


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
    # BEGIN SOLUTION NO PROMPT
    if kernels.ndim != 2 or kernels.shape[1] % 2 == 0:
        raise ValueError(f"kernels must have shape (n, k) with k odd, got {tuple(kernels.shape)}")
    tap, outside = _taps(*kernels.shape)
    return kernels.gather(1, tap).masked_fill(outside, 0)
    # END SOLUTION
    """ # BEGIN PROMPT
    # TODO(1c): as in 1a, but row i takes its entries from kernels[i] (about 6 lines).
    raise NotImplementedError("1c: implement locally_connected_matrix")
    """  # END PROMPT


# BEGIN SOLUTION NO PROMPT
def _taps(n: int, k: int) -> tuple[Tensor, Tensor]:
    """For each entry (i, j) of an n x n matrix: which entry of kernel i stands there, and whether there is none."""
    column, row = torch.arange(n), torch.arange(n)[:, None]
    tap = column - row + k // 2
    return tap.clamp(0, k - 1), (tap < 0) | (tap >= k)


# END SOLUTION
