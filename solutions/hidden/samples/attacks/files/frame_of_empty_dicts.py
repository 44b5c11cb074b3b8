"""Answers with a million empty dicts, a few bytes each on the wire and much more in memory.

loses: 1b
"""

from honest import *


def weight_counts(n, k):
    return [[{} for _ in range(1000)] for _ in range(1000)]
