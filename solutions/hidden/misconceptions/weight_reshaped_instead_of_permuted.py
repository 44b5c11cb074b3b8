"""weight brought to (out, H' W', C k k) by a reshape."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "reshape puts the axes in the order that is asked for."
SEEN = "Kernels are mixed up: weight is reshaped where its axes have to change places."
HINT = "weight begins with (H', W', out). What do reshape and permute each do to bring `out` to the front?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        w = self.weight
        height, width = w.shape[:2]
        windows = F.unfold(x, self.kernel_size)
        kernels = w.reshape(self.out_channels, height * width, -1)
        y = torch.einsum("npl,olp->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    height, width, out, channels, k, _ = weight.shape
    mixed = weight.reshape(out, height, width, channels, k, k)
    return oracles.locally_connected(x, mixed.transpose(1, 2, 0, 3, 4, 5))
