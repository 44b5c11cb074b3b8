"""Never ends to be imported.

file: models.py
loses: 2a 2d
"""

import time

time.sleep(10**6)
