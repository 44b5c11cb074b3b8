"""Hangs when an object is thrown away.

loses: 1b
"""

from honest import *

import time


class Sticky:
    def __del__(self):
        time.sleep(10**6)


def weight_counts(n, k):
    Sticky()
