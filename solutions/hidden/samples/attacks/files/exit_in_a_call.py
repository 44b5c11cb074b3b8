"""Leaves in the middle of a call.

loses: 1b
flagged: by itself
"""

from honest import *


def weight_counts(n, k):
    import os

    os._exit(0)
