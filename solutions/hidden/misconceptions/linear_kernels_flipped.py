"""Each kernel placed flipped in the matrix."""

import numpy as np

from hidden import oracles

QUESTION = "1e"
FUNCTION = "locally_connected.as_linear"
THINKING = "Convolution flips the kernel."
SEEN = "In the large matrix each kernel is flipped."
HINT = "weight[i, j, o, c, a, b] meets pixel (i + a, j + b). Which pixel does yours meet?"
EXAMPLE = """
right_linear = as_linear

def as_linear(layer):
    other = LocallyConnected2d(
        layer.in_channels, layer.out_channels, layer.input_size, layer.kernel_size, layer.bias is not None
    )
    with torch.no_grad():
        w = layer.weight
        other.weight.copy_(w.flip(-1, -2))
        if layer.bias is not None:
            other.bias.copy_(layer.bias)
    return right_linear(other)
"""


def predict(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    return oracles.linear_map(x, weight[..., ::-1, ::-1], bias)
