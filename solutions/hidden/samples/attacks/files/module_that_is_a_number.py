"""Puts a number in the place of the module.

loses: 1a 1b 1c
"""

import sys

sys.modules[__name__] = 7
