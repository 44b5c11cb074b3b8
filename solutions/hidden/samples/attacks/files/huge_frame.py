"""Announces a frame of four gigabytes.

loses: 1b
flagged: on the wire
"""

from honest import *

import os


def weight_counts(n, k):
    for fd in range(3, 64):
        try:
            os.write(fd, b"\xff\xff\xff\xff")
        except OSError:
            pass
    return {}
