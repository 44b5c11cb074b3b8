"""Never finishes its import.

loses: 1a 1b 1c
"""

from honest import *

while True:
    pass
