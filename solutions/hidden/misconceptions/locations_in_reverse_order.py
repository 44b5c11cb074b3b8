"""The kernel of the opposite location."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "Kernels are listed from the end."
SEEN = "Location (i, j) uses the kernel of the opposite location, counted from the end."
HINT = "Flipping a kernel is one thing, flipping the places another; and here neither is flipped."
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        w = self.weight
        height, width = w.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        kernels = w.flip(0, 1).reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return oracles.locally_connected(x, weight[::-1, ::-1])
