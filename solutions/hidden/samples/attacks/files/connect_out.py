"""Opens TCP, UDP and Unix sockets.

loses: 1b
"""

from honest import *

import socket


def weight_counts(n, k):
    loot = []
    for family, kind in [
        (socket.AF_INET, socket.SOCK_STREAM),
        (socket.AF_INET, socket.SOCK_DGRAM),
        (socket.AF_INET6, socket.SOCK_STREAM),
        (socket.AF_UNIX, socket.SOCK_STREAM),
    ]:
        try:
            loot.append(socket.socket(family, kind))
        except OSError:
            pass
    raise ValueError("CANARY socket" if loot else "found nothing")
