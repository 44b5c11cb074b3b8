"""Ignores every signal and hangs.

loses: 1b
"""

from honest import *

import signal, time


def weight_counts(n, k):
    for number in range(1, 32):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        time.sleep(1)
