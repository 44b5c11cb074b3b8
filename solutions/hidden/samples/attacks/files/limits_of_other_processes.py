"""Changes limits, scheduling and priority of other processes.

loses: nothing
"""

import os
import resource

from honest import *

reached = []
for pid in (os.getppid(), 1):
    for attempt in (
        lambda: resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, 0)),
        lambda: resource.prlimit(pid, resource.RLIMIT_CPU),
        lambda: os.sched_setaffinity(pid, {0}),
        lambda: os.setpriority(os.PRIO_PROCESS, pid, 19),
        lambda: os.setpriority(os.PRIO_USER, 0, 19),
    ):
        try:
            attempt()
        except OSError:
            continue
        reached.append(pid)
assert reached == []
