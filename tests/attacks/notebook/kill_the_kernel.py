# Kills the notebook's process.
# loses: all

import os

os.kill(os.getpid(), 9)
