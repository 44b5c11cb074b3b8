"""Raises in code whose file name has hundreds of thousands of characters.

loses: 1b
"""

import os

from honest import *


def weight_counts(n, k):
    name = os.path.dirname(__file__) + "/" + "0x1234567/grading-" * 20_000
    exec(compile("raise RuntimeError('0x' + 'a' * 400_000)", name, "exec"))
