"""Returns a list of a million levels.

loses: 1b
"""

from honest import *


def weight_counts(n, k):
    x = ()
    for _ in range(10**5):
        x = (x,)
    return x
