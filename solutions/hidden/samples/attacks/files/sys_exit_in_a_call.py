"""Raises SystemExit in a call.

loses: 1b
"""

from honest import *


def weight_counts(n, k):
    raise SystemExit(0)
