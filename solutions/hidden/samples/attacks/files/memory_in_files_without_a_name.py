"""Hoards memory in files that are only in memory, which no limit of a process counts.

loses: nothing
"""

from honest import *

import os

hoard = []
try:
    for number in range(200):
        hoard.append(os.memfd_create(str(number)))
        for _ in range(60):
            os.write(hoard[-1], bytes(2**20))
except OSError:
    pass
assert len(hoard) == 0
