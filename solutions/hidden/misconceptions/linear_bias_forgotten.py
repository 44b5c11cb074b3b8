"""The bias left out of the linear layer."""

import numpy as np

from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.as_linear"
THINKING = "The weight is the layer."
SEEN = "The linear layer is right but for the bias, which it lacks."
HINT = "layer.bias is None or a tensor. What becomes of it in your linear layer?"
EXAMPLE = """
right_linear = as_linear

def as_linear(layer):
    linear = right_linear(layer)
    if linear.bias is not None:
        nn.init.zeros_(linear.bias)
    return linear
"""


def predict(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    return oracles.linear_map(x, weight, None)
