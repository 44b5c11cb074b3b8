# Leaves the process in the very first cell.
# place: the start
# loses: nothing

import os

os._exit(0)
