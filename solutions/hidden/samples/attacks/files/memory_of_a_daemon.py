"""Hoards memory in processes that disown themselves, while the call goes on.

loses: 1b
flagged: left processes behind
"""

from honest import *

import os, time


def weight_counts(n, k):
    for _ in range(8):
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                hoard = bytearray(2**30)
                time.sleep(60)
            os._exit(0)
    time.sleep(60)
