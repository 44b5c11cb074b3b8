"""Prints binary noise and terminal escapes, and answers honestly.

loses: nothing
"""

from honest import *

import os

os.write(1, bytes(range(256)) * 10)
print("\x1b[2J\x1b]0;pwned\x07<script>")
