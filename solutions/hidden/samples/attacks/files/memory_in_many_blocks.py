"""Asks for memory until there is none.

loses: 1b
"""

from honest import *


def weight_counts(n, k):
    hoard = []
    while True:
        hoard.append(bytearray(2**20))
