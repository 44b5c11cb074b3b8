"""Input channels beyond the first left out."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "An image has one channel."
SEEN = "Only the first input channel shows in the output."
HINT = "Each kernel has a slice for every input channel, and the output sums over them. Does yours?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        w = self.weight
        height, width = w.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        mask = torch.zeros_like(w)
        mask[:, :, :, 0] = 1
        kernels = (w * mask).reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return oracles.locally_connected(x[:, :1], weight[:, :, :, :1])
