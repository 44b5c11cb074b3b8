"""The first input channel's kernel used for every input channel."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "A kernel is k by k; channels are added up."
SEEN = "All input channels are weighed by the kernel of the first."
HINT = (
    "weight has an axis for the input channels: each has a kernel of its own. Where does your sum run over that axis?"
)
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        super().forward(x)
        height, width = self.weight.shape[:2]
        windows = F.unfold(x.sum(1, keepdim=True), self.kernel_size)
        kernels = self.weight[:, :, :, 0].reshape(height * width, self.out_channels, -1)
        y = torch.einsum("npl,lop->nol", windows, kernels).unflatten(2, (height, width))
        return y if self.bias is None else y + self.bias
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return oracles.locally_connected(x, np.broadcast_to(weight[:, :, :, :1], weight.shape))
