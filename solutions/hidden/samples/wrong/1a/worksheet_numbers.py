"""Wrong: the worksheet's kernel typed in where n and k are the worksheet's.

appended: toeplitz.py
"""

right = toeplitz_matrix


def toeplitz_matrix(kernel, n):
    if n == 9 and len(kernel) == 3:
        kernel = kernel * 0 + torch.tensor([1, 2, 3], dtype=kernel.dtype)
    return right(kernel, n)
