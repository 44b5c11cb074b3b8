"""Sleeps in a call.

loses: 1b
"""

from honest import *

import time


def weight_counts(n, k):
    time.sleep(10**6)
