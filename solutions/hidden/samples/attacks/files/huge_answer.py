"""Returns a dict of a million keys.

loses: 1b
"""

from honest import *


def weight_counts(n, k):
    return {str(i): i for i in range(2 * 10**6)}
