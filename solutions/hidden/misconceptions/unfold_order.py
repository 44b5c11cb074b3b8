"""The kernel flattened by row, column and channel, instead of channel first."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "unfold lists the pixels of a window, each with its channels."
SEEN = "Kernel entries meet the wrong channels: the window and the kernel are flattened in different orders."
HINT = "F.unfold lists all k * k pixels of the first channel, then those of the second. And your flattened kernel?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        height, width = self.weight.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        kernels = self.weight.movedim(3, -1).reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return oracles.locally_connected(x, np.moveaxis(weight, 3, -1).reshape(weight.shape))
