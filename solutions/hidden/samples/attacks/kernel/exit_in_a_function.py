"""Leaves the process in a function that the notebook calls.

file: toeplitz.py
loses: 1a
"""

import os


def toeplitz_matrix(kernel, n):
    os._exit(0)
