"""The kernels' locations counted down the columns."""

import numpy as np

from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.as_linear"
THINKING = "Locations are (x, y)."
SEEN = "In the large matrix, locations are counted down the columns, and kernels along the rows."
HINT = "In which order does layer(x).flatten(1) list the locations of a channel?"
EXAMPLE = """
right_linear = as_linear

def as_linear(layer):
    other = LocallyConnected2d(
        layer.in_channels, layer.out_channels, layer.input_size, layer.kernel_size, layer.bias is not None
    )
    with torch.no_grad():
        w = layer.weight
        other.weight.copy_(w.transpose(0, 1).reshape(w.shape))
        if layer.bias is not None:
            other.bias.copy_(layer.bias)
    return right_linear(other)
"""


def predict(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    return oracles.linear_map(x, weight.swapaxes(0, 1).reshape(weight.shape), bias)
