"""Raises an exception whose text hangs the reader.

loses: 1b
"""

from honest import *

import time


class Silent(Exception):
    def __str__(self):
        time.sleep(10**6)


def weight_counts(n, k):
    raise Silent
