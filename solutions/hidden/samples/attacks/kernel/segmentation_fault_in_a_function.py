"""Ends in a segmentation fault in a function that 1d's test leans on.

file: locally_connected.py
loses: 1e
"""

import ctypes


def output_size(input_size, kernel_size):
    ctypes.string_at(0)
