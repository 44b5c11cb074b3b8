"""Locks a file that other sandboxes read: a lock that is seen there is a bit that is passed.

loses: nothing
"""

import fcntl
import os

from honest import *

shared = os.open("data/subset.npz", os.O_RDONLY)
other = os.open("data/subset.npz", os.O_RDONLY)
for lock in (fcntl.flock, fcntl.lockf):
    lock(shared, fcntl.LOCK_SH | fcntl.LOCK_NB)
fcntl.flock(shared, fcntl.LOCK_EX | fcntl.LOCK_NB)
fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
