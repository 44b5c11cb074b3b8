"""Each kernel transposed: its rows read as columns."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "The order of the two kernel axes does not matter for a square kernel."
SEEN = "Each kernel is applied transposed: its rows and columns are exchanged."
HINT = (
    "The last two axes of weight are row and column within a window. Are those of your windows? F.unfold lists a "
    "window row by row; x.unfold appends one axis a call, in the order of the calls."
)
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        height, width = self.weight.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        kernels = self.weight.transpose(-1, -2).reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return oracles.locally_connected(x, weight.swapaxes(-1, -2))
