"""Axes renamed by a reshape, where they have to change places."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "The output has the right number of elements, so view gives it the right shape."
SEEN = "The numbers are right and stand in the wrong places: locations and channels are mixed up at the end."
HINT = (
    "view and reshape never move a number. Which axes does your result have before its last line, and in which order?"
)
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        w = self.weight
        height, width = w.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        kernels = w.reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nlo", windows, kernels)
        y = y.reshape(len(x), self.out_channels, height, width)
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    y = oracles.locally_connected(x, weight)
    return y.transpose(0, 2, 3, 1).reshape(y.shape)
