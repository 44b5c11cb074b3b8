"""Hoards memory in shared anonymous mappings, which no resident size shows once they are let go of.

loses: nothing
"""

import mmap

from honest import *

try:
    hoard = [mmap.mmap(-1, 2**20)]
except OSError:
    hoard = []
assert hoard == []
try:
    zero = mmap.mmap(open("/dev/zero", "r+b").fileno(), 2**20)
except OSError:
    zero = None
assert zero is None
