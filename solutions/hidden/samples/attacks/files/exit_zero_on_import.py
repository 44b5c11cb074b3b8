"""Leaves with status 0 as soon as it is imported.

loses: 1a 1b 1c
"""

from honest import *

import os

os._exit(0)
