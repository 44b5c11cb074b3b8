"""Wrong: The padded columns are cut off with [.

appended: toeplitz.py
"""

import torch.nn.functional as F


def locally_connected_matrix(kernels: Tensor) -> Tensor:
    if kernels.ndim != 2 or kernels.shape[1] % 2 != 1:
        raise ValueError("kernels: (n, k), k odd")
    n, k = kernels.shape
    p = k // 2
    big = torch.zeros(n, n + 2 * p, dtype=kernels.dtype)
    r = torch.arange(n).unsqueeze(1)
    big[r, r + torch.arange(k)] = kernels
    return big[:, p:-p]
