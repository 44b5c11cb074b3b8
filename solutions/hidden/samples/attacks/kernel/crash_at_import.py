"""Ends the process that imports it.

file: models.py
loses: 2a 2d
"""

import os

os.abort()
