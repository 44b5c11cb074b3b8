"""Wrong: Raises ValueError for a kernel longer than the signal, although k > n is allowed.

appended: toeplitz.py
"""


def toeplitz_matrix(kernel: Tensor, n: int) -> Tensor:
    if kernel.ndim != 1 or len(kernel) % 2 == 0:
        raise ValueError("need an odd 1-D kernel")
    k = len(kernel)
    if n < 1 or k > n:
        raise ValueError("signal too short")
    rows = []
    for i in range(n):
        row = [kernel[j - i + k // 2] if abs(j - i) <= k // 2 else kernel.new_zeros(()) for j in range(n)]
        rows.append(torch.stack(row))
    return torch.stack(rows)
