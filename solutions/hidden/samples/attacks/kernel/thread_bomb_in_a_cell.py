# Starts threads for ever in a cell.
# place: 1e
# loses: nothing

import threading, time

while True:
    try:
        threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
    except RuntimeError:
        pass
