"""Leaves folders that their own owner may not list, nor remove before changing their mode.

loses: nothing
"""

import os

from honest import *

inner = os.path.join(os.path.dirname(__file__), "outer", "inner")
os.makedirs(inner)
open(os.path.join(inner, "file"), "w").close()
os.chmod(inner, 0)
os.chmod(os.path.dirname(inner), 0)
