# Kills the notebook's process.
# loses: nothing

import os

os.kill(os.getpid(), 9)
