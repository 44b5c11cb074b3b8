"""Windows numbered row by row, and read as if they were numbered column by column."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "The list of windows runs down the columns."
SEEN = "Windows meet the kernels of other locations: the list of windows is read down the columns."
HINT = "unfold lists the windows row by row. Which window is the second one, that to the right or that below?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        w = self.weight
        height, width = w.shape[:2]
        windows = F.unfold(x, self.kernel_size).unflatten(2, (width, height))
        y = torch.einsum("npji,ijop->noij", windows, w.flatten(3))
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    height, width = weight.shape[:2]
    order = np.arange(height * width).reshape(width, height).T.ravel()  # the window that each location gets
    moved = np.empty_like(weight.reshape(height * width, *weight.shape[2:]))
    moved[order] = weight.reshape(moved.shape)
    y = oracles.locally_connected(x, moved.reshape(weight.shape))
    return y.reshape(*y.shape[:2], -1)[..., order].reshape(y.shape)
