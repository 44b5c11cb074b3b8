"""The kernels' locations counted down the columns."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "Locations are (x, y)."
SEEN = "Location (i, j) uses the kernel of location (j, i), or of the place that comes as late."
HINT = (
    "weight[i, j] belongs to row i and column j. In which order do your windows list the locations, and your weights?"
)
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        height, width = self.weight.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        kernels = self.weight.transpose(0, 1).reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return oracles.locally_connected(x, weight.swapaxes(0, 1).reshape(weight.shape))
