"""The mean of all kernels used everywhere."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "The locations have to agree on a kernel."
SEEN = "Every location uses the mean of all kernels: that is weight sharing again."
HINT = "Location (i, j) has weight[i, j] for itself alone. Where does yours mix locations?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        w = self.weight
        height, width = w.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        kernels = w.mean((0, 1), keepdim=True).expand_as(w).reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return oracles.locally_connected(x, np.broadcast_to(weight.mean((0, 1), keepdims=True), weight.shape))
