"""Renames each file that it wrote onto the one before, which stays open.

loses: 1b
"""

import os

from honest import *

kept = []


def weight_counts(n, k):
    while True:
        kept.append(open("new", "wb"))
        kept[-1].write(bytes(60 * 2**20))
        try:
            os.replace("new", "old")
        except OSError:
            os.link("new", f"old{len(kept)}") if not os.path.exists("old0") else None
            kept[-1] = open(f"other{len(kept)}", "wb")
            kept[-1].write(bytes(60 * 2**20))
