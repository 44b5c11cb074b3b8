# Leaves a thread that writes for ever.
# loses: nothing

import threading, time


def spam():
    while True:
        print("spam")
        time.sleep(0.001)


threading.Thread(target=spam, daemon=True).start()
