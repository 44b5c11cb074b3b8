"""Wrong: an image read by columns where n is a multiple of four, and the kernels are shorter.

appended: toeplitz.py
idea: columns-instead-of-rows
"""

right = locally_connected_matrix


def locally_connected_matrix(kernels):
    matrix = right(kernels)
    return matrix.T if len(matrix) % 4 == 0 and kernels.shape[1] < len(matrix) else matrix
