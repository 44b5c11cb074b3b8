"""Writes files without end.

loses: 1b
"""

from itertools import count

from honest import *


def weight_counts(n, k):
    for number in count():
        open(f"file{number}", "w").close()
