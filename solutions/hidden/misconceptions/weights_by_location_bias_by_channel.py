"""Rows listed location by location, the bias by channel."""

import numpy as np

from hidden.misconceptions import flatten_order

QUESTION = "1e"
FUNCTION = "locally_connected.as_linear"
THINKING = "The weights stand in the order (H', W', channel), so the outputs do."
SEEN = (
    "The rows of the large matrix come in another order than layer(x).flatten(1): by location first, then by "
    "channel; the bias does not."
)
HINT = "layer(x).flatten(1) lists all locations of the first channel, then those of the second. Which axis comes first?"
EXAMPLE = """
import itertools

def as_linear(layer):
    height, width, out, channels, k, _ = layer.weight.shape
    rows, columns = layer.input_size
    linear = nn.Linear(channels * rows * columns, out * height * width, bias=layer.bias is not None)
    with torch.no_grad():
        linear.weight.zero_()
        for o, i, j, c, a, b in itertools.product(*map(range, (out, height, width, channels, k, k))):
            linear.weight[(i * width + j) * out + o, (c * rows + i + a) * columns + j + b] = layer.weight[
                i, j, o, c, a, b
            ]
        if layer.bias is not None:
            linear.bias.copy_(layer.bias.flatten())
    return linear
"""


def predict(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    y = flatten_order.predict(x, weight, None)
    return y if bias is None else y + bias.ravel()
