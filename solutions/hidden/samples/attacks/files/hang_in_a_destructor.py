"""Hangs when an object is thrown away.

loses: 1b
"""

from honest import *


class Sticky:
    def __del__(self):
        while True:
            pass


def weight_counts(n, k):
    Sticky()
