"""The kernel of one location used everywhere."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "A convolution with the weights of the layer is near enough."
SEEN = "Every location uses the kernel of the first one."
HINT = "weight[i, j] is the kernel of location (i, j). Follow the indices i and j through your forward."
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        y = F.conv2d(x, self.weight[0, 0])
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return oracles.locally_connected(x, np.broadcast_to(weight[:1, :1], weight.shape))
