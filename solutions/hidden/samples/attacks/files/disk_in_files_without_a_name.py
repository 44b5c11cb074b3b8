"""Writes files that have lost their name, or never had one, and keeps them open.

loses: 1b
"""

import os
import tempfile

from honest import *

kept = []


def weight_counts(n, k):
    number = 0
    while True:
        number += 1
        try:
            kept.append(tempfile.TemporaryFile() if number % 2 else open(f"f{number}", "w+b"))
            os.unlink(f"f{number}")
        except OSError:
            pass
        while os.fstat(kept[-1].fileno()).st_size < 60 * 2**20:
            os.write(kept[-1].fileno(), bytes(2**20))
