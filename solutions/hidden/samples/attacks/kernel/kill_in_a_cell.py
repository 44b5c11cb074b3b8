# Kills the process in a cell of a question that has points in the notebook.
# place: 1d
# loses: 1d

import os

os.kill(os.getpid(), 9)
