"""The mean over the window, instead of its sum."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "A filter is a weighted mean."
SEEN = "Your output is the right one divided by the number of the kernel's weights."
HINT = "A kernel is multiplied with its window and summed. Where does yours divide?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        w = self.weight
        height, width = w.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        kernels = w.reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        y = y / windows.shape[1]
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return np.asarray(oracles.locally_connected(x, weight) / weight[0, 0, 0].size)
