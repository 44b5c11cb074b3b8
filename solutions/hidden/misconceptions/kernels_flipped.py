"""Each 2-D kernel flipped: convolution as in signal processing."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "Convolution flips the kernel, as the signals course said."
SEEN = "Each kernel is applied upside down and backwards."
HINT = "PyTorch's convolution does not flip its kernel: weight[..., 0, 0] meets the window's top left pixel."
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        height, width = self.weight.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        kernels = self.weight.flip(-1, -2).reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return oracles.locally_connected(x, weight[..., ::-1, ::-1])
