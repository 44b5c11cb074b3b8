"""Signals its parent, its group and all.

loses: 1a 1b 1c
"""

from honest import *

import os, signal

for target in (os.getppid(), 1, -1, 0):
    try:
        os.kill(target, signal.SIGKILL)
    except OSError:
        pass
