"""Writes one endless file.

loses: 1b
"""

from honest import *


def weight_counts(n, k):
    with open("big", "wb") as file:
        while True:
            file.write(bytes(2**20))
