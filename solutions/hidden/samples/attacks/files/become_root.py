"""Tries to become root and to leave its folder.

loses: 1b
"""

from honest import *

import os


def lock(folder):
    os.chmod(folder, 0)
    if os.stat(folder).st_mode & 0o777:
        raise PermissionError(folder)


def weight_counts(n, k):
    loot = []
    for attempt in (
        lambda: os.setuid(0),
        lambda: os.setresuid(0, 0, 0),
        lambda: os.chroot(".."),
        lambda: lock("/tmp"),
        lambda: os.listdir("/root"),
    ):
        try:
            attempt()
            loot.append("CANARY")
        except OSError:
            pass
    raise ValueError(f"found {loot}")
