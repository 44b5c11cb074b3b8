"""Unfolded windows brought to (N, L, C k k) by a reshape."""

import numpy as np

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "reshape puts the axes in the order that is asked for."
SEEN = "Windows are torn apart: the result of unfold is reshaped where its axes have to change places."
HINT = "unfold gives (N, C k k, L). What do reshape and transpose each do to it?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        w = self.weight
        height, width = w.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        kernels = w.reshape(height * width, self.out_channels, -1)
        windows = windows.reshape(len(x), height * width, -1)
        y = torch.einsum("nlp,lop->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    height, width, out, channels, k, _ = weight.shape
    views = np.lib.stride_tricks.sliding_window_view(x.astype(np.float64), (k, k), axis=(2, 3))
    unfolded = views.transpose(0, 1, 4, 5, 2, 3).reshape(len(x), channels * k * k, height * width)
    windows = unfolded.reshape(len(x), height * width, channels * k * k)
    y = np.einsum("nlp,lop->nol", windows, weight.reshape(height * width, out, -1))
    return np.asarray(y.reshape(len(x), out, height, width))
