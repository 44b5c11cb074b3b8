"""Aborts the process.

loses: 1b
"""

from honest import *


def weight_counts(n, k):
    import os

    os.abort()
