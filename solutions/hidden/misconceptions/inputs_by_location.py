"""Inputs listed pixel by pixel, with the channels of each together."""

import numpy as np

from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.as_linear"
THINKING = "A pixel holds its channels."
SEEN = "The columns of the large matrix are listed by pixel first, then by channel."
HINT = (
    "x.flatten(1) lists all pixels of the first channel, then those of the second. Which of your columns belong "
    "to channel 0?"
)
EXAMPLE = """
right_linear = as_linear

def as_linear(layer):
    linear = right_linear(layer)
    with torch.no_grad():
        weight = linear.weight.unflatten(1, (layer.in_channels, -1))
        linear.weight.copy_(weight.transpose(1, 2).flatten(1).clone())
    return linear
"""


def predict(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    batch, channels, height, width = x.shape
    return oracles.linear_map(x.reshape(batch, height, width, channels).transpose(0, 3, 1, 2), weight, bias)
