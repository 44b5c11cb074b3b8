"""Starts threads for ever.

loses: 1b
"""

from honest import *

import threading, time


def weight_counts(n, k):
    while True:
        threading.Thread(target=time.sleep, args=(100,)).start()
