"""Takes the rights of files that other sandboxes read as well.

loses: nothing
"""

import os

from honest import *

before = os.stat("data").st_mode
for path in ("data", "data/subset.npz", os.path.realpath("data"), ".."):
    for rights in (0, 0o777):
        try:
            os.chmod(path, rights)
        except OSError:
            pass
assert os.stat("data").st_mode == before
