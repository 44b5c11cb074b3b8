"""The window flattened by row, column and channel, and the kernel channel first."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "Both have C * k * k numbers, so they fit."
SEEN = "The window's numbers are listed pixel by pixel, each with its channels, and the kernel's channel by channel."
HINT = "For two channels and k = 2: which number of the window stands second in your list, and which of the kernel?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        height, width = self.weight.shape[:2]
        windows = x.movedim(1, -1).unfold(1, self.kernel_size, 1).unfold(2, self.kernel_size, 1)
        windows = windows.movedim(3, -1).reshape(len(x), height, width, -1)
        y = torch.einsum("nhwp,hwop->nohw", windows, self.weight.flatten(3))
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    *front, channels, k, _ = weight.shape
    return oracles.locally_connected(x, np.moveaxis(weight.reshape(*front, k, k, channels), -1, 3))
