"""Stops itself for ever.

loses: 1b
"""

from honest import *

import os, signal


def weight_counts(n, k):
    os.kill(os.getpid(), signal.SIGSTOP)
