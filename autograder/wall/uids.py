"""Uids for sandboxes: no two that run side by side on a machine share one."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import threading
from pathlib import Path

from autograder.wall.processes import processes_of

_FIRST, _COUNT = 60_600, 400  # between what systemd gives to home directories and to dynamic users

# Changing uid and gid, giving a folder away, killing and cleaning up as another user: capabilities(7), by bit.
_NEEDED = {0: "CHOWN", 1: "DAC_OVERRIDE", 5: "KILL", 6: "SETGID", 7: "SETUID"}


def why_unavailable() -> str | None:
    """Why sandboxes cannot have uids of their own here; None where they can."""
    if sys.platform != "linux":
        return "needs Linux"
    if os.geteuid() != 0:
        return "the grader does not run as root"
    with open("/proc/self/status") as file:
        effective = next(int(line.split()[1], 16) for line in file if line.startswith("CapEff:"))
    missing = [name for bit, name in _NEEDED.items() if not effective >> bit & 1]
    return f"the grader's root lacks {', '.join(missing)}" if missing else None


def temporary_folder() -> str | None:
    """A folder for temporary files that every uid can walk to; None where there is none.

    TMPDIR may well be a private one, as in a job on a cluster: then the system's own are tried.
    """

    def open_to_all(folder: Path) -> bool:
        return folder.is_dir() and all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents))

    candidates = (tempfile.gettempdir(), "/tmp", "/var/tmp")
    return next((folder for folder in candidates if open_to_all(Path(folder).resolve())), None)


class Uids:
    """Uids for sandboxes, each used by one sandbox at a time on the whole machine.

    A uid is held by binding an abstract Unix socket of its name, which the kernel frees however the holder ends.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.held: dict[int, socket.socket] = {}
        self._free: list[int] = []

    def take(self) -> int:
        with self._lock:
            if self._free:
                return self._free.pop()
            for uid in range(_FIRST, _FIRST + _COUNT):
                if uid in self.held:
                    continue
                holder = socket.socket(socket.AF_UNIX)
                try:
                    holder.bind(f"\0autograder-uid-{uid}")
                except OSError:  # another grader on this machine has it
                    holder.close()
                    continue
                if processes_of(uid):  # a grader that was killed had it, and its sandboxes are about to end
                    holder.close()
                    continue
                self.held[uid] = holder
                return uid
        raise RuntimeError(f"all {_COUNT} uids for sandboxes are in use on this machine")

    def give_back(self, uid: int) -> None:
        with self._lock:
            self._free.append(uid)

    def close(self) -> None:
        for holder in self.held.values():
            holder.close()
