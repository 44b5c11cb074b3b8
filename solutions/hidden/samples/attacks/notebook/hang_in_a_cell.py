# Hangs in a cell and ignores the interrupt.
# loses: nothing

import signal, time

signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    time.sleep(1)
