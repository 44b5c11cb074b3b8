"""The bias listed location by location."""

import numpy as np

from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.as_linear"
THINKING = "The bias stands in the order of weight."
SEEN = "The weights are right, and the bias stands in another order: by location first, then by channel."
HINT = (
    "bias has the shape (out_channels, H', W'). In which order does flatten list it, and in which do your outputs come?"
)
EXAMPLE = """
right_linear = as_linear

def as_linear(layer):
    linear = right_linear(layer)
    if linear.bias is not None:
        with torch.no_grad():
            linear.bias.copy_(layer.bias.permute(1, 2, 0).flatten())
    return linear
"""


def predict(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    if bias is None:
        return oracles.linear_map(x, weight, None)
    return oracles.linear_map(x, weight, bias.transpose(1, 2, 0).reshape(bias.shape))
