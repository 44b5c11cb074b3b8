# Hangs in a cell and ignores the interrupt.
# place: 1d
# loses: 1d

import signal, time

signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    time.sleep(1)
