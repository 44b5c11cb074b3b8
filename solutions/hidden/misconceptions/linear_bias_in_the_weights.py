"""Columns read off the layer's answers to single pixels, with the bias still in them."""

import numpy as np

from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.as_linear"
THINKING = "The layer's answer to one pixel is that pixel's column."
SEEN = "Every weight of the linear layer has the bias of its output added to it."
HINT = "What does the layer answer to an image of zeros? What of that is left in its answer to a single pixel?"
EXAMPLE = """
right_linear = as_linear

def as_linear(layer):
    linear = right_linear(layer)
    if linear.bias is not None:
        with torch.no_grad():
            linear.weight += linear.bias[:, None]
    return linear
"""


def predict(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    right = oracles.linear_map(x, weight, bias)
    if bias is None:
        return right
    return np.asarray(right + x.reshape(len(x), -1).sum(1, keepdims=True) * bias.reshape(1, -1))
