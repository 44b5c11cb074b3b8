"""Raises an exception whose text hangs the reader.

loses: 1b
"""

from honest import *


class Silent(Exception):
    def __str__(self):
        while True:
            pass


def weight_counts(n, k):
    raise Silent
