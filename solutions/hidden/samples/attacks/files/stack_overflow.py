"""Overflows the C stack.

loses: 1b
"""

from honest import *

import sys


def weight_counts(n, k):
    sys.setrecursionlimit(10**9)
    x = []
    for _ in range(10**6):
        x = [x]
    return eval("(" * 5000 + ")" * 5000) or repr(x)
