"""Wrong: a signal of no samples has an empty matrix.

appended: toeplitz.py
"""

some_samples = toeplitz_matrix


def toeplitz_matrix(kernel, n):
    return some_samples(kernel, n) if n else kernel.new_zeros(0, 0)
