"""Leaves threads running.

loses: nothing
"""

from honest import *

import threading, time

for _ in range(8):
    threading.Thread(target=lambda: time.sleep(10**6)).start()
