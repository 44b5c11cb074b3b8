"""Prints without end.

loses: 1b
"""

from honest import *


def weight_counts(n, k):
    while True:
        print("spam " * 1000)
