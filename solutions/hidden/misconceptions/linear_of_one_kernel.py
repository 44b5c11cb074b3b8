"""One location's kernel used for all rows of the matrix."""

import numpy as np

from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.as_linear"
THINKING = "A layer has a kernel."
SEEN = "All rows of a channel in the large matrix hold the kernel of the first location."
HINT = "Every location has a kernel of its own. Which index of weight stays the same in your loop?"
EXAMPLE = """
right_linear = as_linear

def as_linear(layer):
    other = LocallyConnected2d(
        layer.in_channels, layer.out_channels, layer.input_size, layer.kernel_size, layer.bias is not None
    )
    with torch.no_grad():
        w = layer.weight
        other.weight.copy_(w[:1, :1].expand_as(w))
        if layer.bias is not None:
            other.bias.copy_(layer.bias)
    return right_linear(other)
"""


def predict(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    return oracles.linear_map(x, np.broadcast_to(weight[:1, :1], weight.shape), bias)
