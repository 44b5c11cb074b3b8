"""Inputs counted with the output's width as the length of a row."""

import numpy as np

QUESTION = "1e"
FUNCTION = "locally_connected.as_linear"
THINKING = "A row has as many pixels as the output."
SEEN = "Inputs are counted as if the image were as wide as the output."
HINT = "Pixel (r, s) of a channel is input r * W + s. Whose width is W?"
EXAMPLE = """
import itertools

def as_linear(layer):
    height, width, out, channels, k, _ = layer.weight.shape
    rows, columns = layer.input_size
    linear = nn.Linear(channels * rows * columns, out * height * width, bias=layer.bias is not None)
    with torch.no_grad():
        linear.weight.zero_()
        for o, i, j, c, a, b in itertools.product(*map(range, (out, height, width, channels, k, k))):
            linear.weight[(o * height + i) * width + j, c * rows * columns + (i + a) * width + j + b] = layer.weight[
                i, j, o, c, a, b
            ]
        if layer.bias is not None:
            linear.bias.copy_(layer.bias.flatten())
    return linear
"""


def predict(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> np.ndarray:
    height, width, out, channels, k, _ = weight.shape
    rows, columns = x.shape[2:]
    matrix = np.zeros((out * height * width, channels * rows * columns))
    for o, i, j, c, a, b in np.ndindex(out, height, width, channels, k, k):
        matrix[(o * height + i) * width + j, c * rows * columns + (i + a) * width + j + b] = weight[i, j, o, c, a, b]
    y = x.reshape(len(x), -1) @ matrix.T
    return y if bias is None else y + bias.ravel()
