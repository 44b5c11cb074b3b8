"""The mean over the input channels, instead of their sum."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "Channels are averaged, as in a grey image."
SEEN = "Your output is the right one divided by the number of input channels."
HINT = "A convolution sums over its input channels. What does a mean do as their number grows?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        w = self.weight
        height, width = w.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        kernels = w.reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        y = y / self.in_channels
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return np.asarray(oracles.locally_connected(x, weight) / x.shape[1])
