"""Sums over the window's channels and over the kernel's, before the two are multiplied."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "einsum sums over every letter that the result lacks."
SEEN = "The window's channels and the kernel's are summed each by themselves, before they are multiplied."
HINT = "In einsum, what do two axes with one letter do, and what do two axes with two?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        k = self.kernel_size
        windows = x.unfold(2, k, 1).unfold(3, k, 1)
        y = torch.einsum("ncijuv,ijoduv->noij", windows, self.weight)
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return oracles.locally_connected(x.sum(1, keepdims=True), weight.sum(3, keepdims=True))
