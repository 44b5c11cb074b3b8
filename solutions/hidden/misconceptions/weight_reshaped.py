"""The weight brought to (out, C k k, L) by a reshape."""

import numpy as np

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "reshape puts the axes in the order that is asked for."
SEEN = "Kernels are torn apart: the weight is reshaped where its axes have to change places."
HINT = "weight is (H', W', out, C, k, k). Which of its axes have to come first for your product, and what moves them?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        windows = F.unfold(x, self.kernel_size)
        kernels = self.weight.reshape(self.out_channels, *windows.shape[1:])
        y = torch.einsum("npl,opl->nol", windows, kernels).unflatten(2, self.weight.shape[:2])
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    height, width, out, channels, k, _ = weight.shape
    views = np.lib.stride_tricks.sliding_window_view(x.astype(np.float64), (k, k), axis=(2, 3))
    windows = views.transpose(0, 1, 4, 5, 2, 3).reshape(len(x), channels * k * k, height * width)
    y = np.einsum("npl,opl->nol", windows, weight.reshape(out, channels * k * k, height * width))
    return np.asarray(y.reshape(len(x), out, height, width))
