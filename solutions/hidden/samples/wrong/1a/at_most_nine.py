"""Wrong: no more than nine rows.

appended: toeplitz.py
idea: size-of-the-worksheet
"""

right = toeplitz_matrix


def toeplitz_matrix(kernel, n):
    return right(kernel, min(n, 9))
