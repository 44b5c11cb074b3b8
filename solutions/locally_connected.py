"""Question 1(d) and 1(e): a 2-D layer without weight sharing, and its way to a fully connected layer.

Letters: N images of C channels and H x W pixels; k is the side of the kernel; H' x W' is the size of the output. There
is no padding here.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def output_size(input_size: tuple[int, int], kernel_size: int) -> tuple[int, int]:
    """Return how many places a square kernel has in an image, without padding.

    Args:
        input_size: (H, W).
        kernel_size: k, the side of the kernel.

    Returns:
        (H', W').

    Raises:
        ValueError: `kernel_size` is less than 1, or the kernel does not fit into the image.
    """
    # BEGIN SOLUTION NO PROMPT
    height, width = input_size
    if not 1 <= kernel_size <= min(height, width):
        raise ValueError(f"kernel_size must lie between 1 and {min(height, width)}, got {kernel_size}")
    return height - kernel_size + 1, width - kernel_size + 1
    # END SOLUTION
    """ # BEGIN PROMPT
    # TODO(1e): check kernel_size, then count the places along each side (about 4 lines).
    raise NotImplementedError("1e: implement output_size")
    """  # END PROMPT


class LocallyConnected2d(nn.Module):
    """A convolution without weight sharing: every location of the output has a kernel, and a bias, of its own.

    Args:
        in_channels: channels of the input, C.
        out_channels: channels of the output.
        input_size: (H, W) of the input, fixed, since the weights belong to locations.
        kernel_size: k, the side of the kernel; stride 1, no padding.
        bias: whether to add a bias.

    Attributes:
        weight: Parameter of shape (H', W', out_channels, C, k, k); weight[i, j] is the kernel, unflipped, of the
            window whose top left pixel is (i, j).
        bias: Parameter of shape (out_channels, H', W'), or None.
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        input_size: tuple[int, int],
        kernel_size: int,
        bias: bool = True,
    ) -> None:
        super().__init__()
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.input_size = tuple(input_size)
        self.kernel_size = kernel_size
        # BEGIN SOLUTION NO PROMPT
        height, width = output_size(self.input_size, kernel_size)
        # The bound that nn.Conv2d uses: outputs of about the size of the inputs, and no two weights alike.
        bound = 1 / math.sqrt(in_channels * kernel_size**2)
        shape = (height, width, out_channels, in_channels, kernel_size, kernel_size)
        self.weight = nn.Parameter(torch.empty(shape).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(out_channels, height, width).uniform_(-bound, bound)) if bias else None
        # END SOLUTION
        """ # BEGIN PROMPT
        # TODO(1d): make self.weight and self.bias, with small random values (about 6 lines).
        raise NotImplementedError("1d: implement LocallyConnected2d.__init__")
        """  # END PROMPT

    def forward(self, x: Tensor) -> Tensor:
        """Apply the layer, without a loop over locations. (One over the pixels of a kernel is fine.)

        Args:
            x: shape (N, C, H, W), with the C, H and W that the layer was made for.

        Returns:
            Shape (N, out_channels, H', W').

        Raises:
            ValueError: `x` has any other shape.
        """
        # BEGIN SOLUTION NO PROMPT
        if x.ndim != 4 or x.shape[1:] != (self.in_channels, *self.input_size):
            expected = ("N", self.in_channels, *self.input_size)
            raise ValueError(f"x must have shape {expected}, got {tuple(x.shape)}")
        height, width = self.weight.shape[:2]
        windows = F.unfold(x, self.kernel_size)  # (N, C * k * k, H' * W'): one column for each window
        kernels = self.weight.reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
        # END SOLUTION
        """ # BEGIN PROMPT
        # TODO(1d): check the shape, cut out all windows at once, multiply each by its own kernel (about 8 lines).
        raise NotImplementedError("1d: implement LocallyConnected2d.forward")
        """  # END PROMPT


def as_linear(layer: LocallyConnected2d) -> nn.Linear:
    """Return the fully connected layer that computes the same map on flattened images.

    For every x of shape (N, C, H, W), as_linear(layer)(x.flatten(1)) equals layer(x).flatten(1). Its weight is zero
    wherever an output does not see an input.

    Args:
        layer: any LocallyConnected2d, with or without bias.

    Returns:
        An nn.Linear from C * H * W to out_channels * H' * W', with weights of its own: changing them leaves `layer`
        as it is.
    """
    # BEGIN SOLUTION NO PROMPT
    height, width, out_channels, in_channels, k, _ = layer.weight.shape
    full = torch.zeros(out_channels, height, width, in_channels, *layer.input_size, dtype=layer.weight.dtype)
    for i in range(height):
        for j in range(width):
            full[:, i, j, :, i : i + k, j : j + k] = layer.weight[i, j].detach()
    weight = full.flatten(3).flatten(0, 2)
    linear = nn.Linear(weight.shape[1], weight.shape[0], bias=layer.bias is not None, dtype=weight.dtype)
    with torch.no_grad():
        linear.weight.copy_(weight)
        if layer.bias is not None:
            linear.bias.copy_(layer.bias.flatten())
    return linear
    # END SOLUTION
    """ # BEGIN PROMPT
    # TODO(1e): place each location's kernel in a row of a large matrix of zeros, then copy it (about 10 lines).
    raise NotImplementedError("1e: implement as_linear")
    """  # END PROMPT
