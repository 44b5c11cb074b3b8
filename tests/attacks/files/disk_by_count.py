"""Writes many files.

loses: nothing
"""

from honest import *

for number in range(2000):
    open(f"file{number}", "w").close()
