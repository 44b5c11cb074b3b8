"""Each kernel's first and last weight in all entries of its row that its window does not reach."""

import numpy as np

QUESTION = "1c"
FUNCTION = "toeplitz.locally_connected_matrix"
THINKING = "clamp keeps the index inside the kernel, and so takes care of the border."
SEEN = "Nothing is zero: entries that a row's window does not reach hold its kernel's first or last weight."
HINT = "After clamp every index is inside. When can you still tell which ones were outside?"
EXAMPLE = """
right_local = locally_connected_matrix

def locally_connected_matrix(kernels):
    right_local(kernels)
    n, k = kernels.shape
    tap = torch.arange(n) - torch.arange(n)[:, None] + k // 2
    return kernels.gather(1, tap.clamp(0, k - 1))
"""


def predict(kernels: np.ndarray) -> np.ndarray:
    n, k = kernels.shape
    tap = np.arange(n) - np.arange(n)[:, None] + k // 2
    return np.take_along_axis(kernels, np.clip(tap, 0, k - 1), 1)
