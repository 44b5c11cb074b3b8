"""Wrong: axes of length one are no axes, so the weight of a Conv1d gets through.

appended: toeplitz.py
"""

with_axes = toeplitz_matrix


def toeplitz_matrix(kernel, n):
    return with_axes(torch.atleast_1d(kernel.squeeze()), n)
