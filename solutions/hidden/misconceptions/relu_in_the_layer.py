"""ReLU applied to the output."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "A layer ends with its nonlinearity."
SEEN = "No output is ever negative: there is a ReLU in the layer."
HINT = "The layer is linear, as nn.Conv2d is. Who applies the nonlinearity to it?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        w = self.weight
        height, width = w.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        kernels = w.reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        y = y.relu()
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return np.asarray(np.maximum(oracles.locally_connected(x, weight), 0))
