"""Leaves a process behind that writes results after the grader has gone.

loses: nothing
flagged: left processes behind
"""

from honest import *

import os, time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for _ in range(600):
            time.sleep(0.1)
            for folder in ("/autograder/results", "/tmp", "..", "."):
                try:
                    open(os.path.join(folder, "results.json"), "w").write('{"score": 100}')
                except OSError:
                    pass
    os._exit(0)
