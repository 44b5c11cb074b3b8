"""Wrong: Below the diagonal the entries come from the wrong location.

appended: toeplitz.py
idea: row-kernel-of-the-column
"""

def locally_connected_matrix(kernels: Tensor) -> Tensor:
    if kernels.ndim != 2 or kernels.shape[-1] % 2 == 0:
        raise ValueError("kernels must be (n, k) with k odd")
    n, k = kernels.shape
    p = k // 2
    K = torch.zeros(n, n, dtype=kernels.dtype)
    for d in range(max(-p, 1 - n), min(p, n - 1) + 1):
        entries = kernels[: n - abs(d), p + d]
        K = K + torch.diag(entries, d)
    return K
