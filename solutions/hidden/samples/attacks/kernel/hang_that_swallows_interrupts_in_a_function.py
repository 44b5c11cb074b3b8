"""Hangs in a function that the notebook calls, whatever interrupts it.

file: toeplitz.py
loses: 1a
"""

import time


def toeplitz_matrix(kernel, n):
    while True:
        try:
            time.sleep(60)
        except BaseException:
            pass
