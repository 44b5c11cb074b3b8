"""Outputs listed location by location, with the channels of each together."""

import numpy as np

from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.as_linear"
THINKING = "The weights stand in the order (H', W', channel), so the outputs do."
SEEN = "The outputs are right, but in another order: by location first, then by channel."
HINT = "layer(x).flatten(1) lists all locations of the first channel, then those of the second. Which axis comes first?"
EXAMPLE = """
right_linear = as_linear

def as_linear(layer):
    linear = right_linear(layer)
    with torch.no_grad():
        height, width, channels = layer.weight.shape[:3]
        weight = linear.weight.unflatten(0, (channels, height * width))
        linear.weight.copy_(weight.transpose(0, 1).flatten(0, 1).clone())
        if layer.bias is not None:
            linear.bias.copy_(linear.bias.unflatten(0, (channels, height * width)).T.flatten().clone())
    return linear
"""


def predict(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    height, width, out = weight.shape[:3]
    y = oracles.linear_map(x, weight, bias).reshape(len(x), out, height, width)
    return y.transpose(0, 2, 3, 1).reshape(len(x), -1)
