"""The kernel's first and last weight in all entries that its window does not reach."""

import numpy as np

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "clamp keeps the index inside the kernel, and so takes care of the border."
SEEN = "Nothing is zero: entries that the window does not reach hold the kernel's first or last weight."
HINT = "After clamp every index is inside. When can you still tell which ones were outside?"
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right(kernel, n)
    tap = torch.arange(n) - torch.arange(n)[:, None] + len(kernel) // 2
    return kernel[tap.clamp(0, len(kernel) - 1)]
"""


def predict(kernel: np.ndarray, n: int) -> np.ndarray:
    tap = np.arange(n) - np.arange(n)[:, None] + len(kernel) // 2
    return np.asarray(kernel[np.clip(tap, 0, len(kernel) - 1)])
