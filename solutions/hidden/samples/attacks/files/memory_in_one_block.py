"""Asks for a terabyte.

loses: 1b
"""

from honest import *

import torch


def weight_counts(n, k):
    torch.ones(2**37)
