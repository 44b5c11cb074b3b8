"""The axes of output and input channels read in the wrong order."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "weight is (H', W', in, out, k, k)."
SEEN = "Kernels meet the wrong channels: weight's axes of output and input channels are read as each other."
HINT = "The contract's third axis is the output channel. Which one does your reshape take for it?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        w = self.weight
        height, width = w.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        channels = w.reshape(height, width, self.in_channels, self.out_channels, *w.shape[4:]).transpose(2, 3)
        kernels = channels.reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    h, w, out, inside, k, _ = weight.shape
    return oracles.locally_connected(x, weight.reshape(h, w, inside, out, k, k).swapaxes(2, 3))
