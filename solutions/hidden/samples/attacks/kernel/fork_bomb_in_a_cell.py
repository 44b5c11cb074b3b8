# Forks for ever in a cell.
# place: 1e
# loses: nothing
# flagged: left processes behind

import os

while True:
    try:
        os.fork()
    except OSError:
        pass
