"""Returns a dict that holds itself.

loses: 1b
"""

from honest import *


def weight_counts(n, k):
    x = {}
    x["dense"] = x
    return x
