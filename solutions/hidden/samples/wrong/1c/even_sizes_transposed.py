"""Wrong: an image read by columns where n is a multiple of four.

appended: toeplitz.py
idea: columns-instead-of-rows
"""

right = locally_connected_matrix


def locally_connected_matrix(kernels):
    matrix = right(kernels)
    return matrix.T if len(matrix) % 4 == 0 else matrix
