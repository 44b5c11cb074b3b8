"""Wrong: A kernel that is not 1-D is not rejected.

appended: toeplitz.py
"""

def toeplitz_matrix(kernel: Tensor, n: int) -> Tensor:
    k = kernel.shape[-1] if kernel.ndim else 0
    if k % 2 == 0 or n < 1:
        raise ValueError("bad input")
    ar = torch.arange(n)
    idx = ar[None, :] - ar[:, None] + k // 2
    mask = (idx >= 0) 
    return kernel.flatten()[idx.clamp(0, k - 1)] * mask
