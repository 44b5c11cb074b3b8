"""Uids for sandboxes: no two that run side by side on a machine share one.

Containers do not see each other, and yet the kernel has one set of uids for all: it counts the processes of a uid in
all of them together, and a grader outside them can kill what is inside. So each grader draws its uids at random.
"""

from __future__ import annotations

import os
import secrets
import socket
import sys
import tempfile
import threading
from pathlib import Path

from autograder.errors import TemplateError
from autograder.wall.processes import capabilities, processes_of

_COUNT = 50  # of one grader, whose sandboxes alive are a few
_NOBODYS = range(0x7000_0000, 0x8000_0000)  # systemd's table of uids gives them to nobody
_FEW = range(60_600, 61_000)  # between home directories and dynamic users: where a container maps 65,536 uids only

# Changing uid and gid, giving a folder away, killing and cleaning up as another user: capabilities(7), by bit.
_NEEDED = {0: "CHOWN", 1: "DAC_OVERRIDE", 5: "KILL", 6: "SETGID", 7: "SETUID"}


def why_unavailable() -> str | None:
    """Why sandboxes cannot have uids of their own here; None where they can."""
    if sys.platform != "linux":
        return "needs Linux"
    if os.geteuid() != 0:
        return "the grader does not run as root"
    held = capabilities()
    missing = [name for bit, name in _NEEDED.items() if not held >> bit & 1]
    if missing:
        return f"the grader's root lacks {', '.join(missing)}"
    return None if _among() else "its user namespace has no uids to give"


def temporary_folder() -> str | None:
    """A folder for temporary files that every uid can walk to; None where there is none.

    TMPDIR may well be a private one, as in a job on a cluster: then the system's own are tried.
    """

    def open_to_all(folder: Path) -> bool:
        return folder.is_dir() and all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents))

    candidates = (tempfile.gettempdir(), "/tmp", "/var/tmp")
    return next((folder for folder in candidates if open_to_all(Path(folder).resolve())), None)


def _among() -> range | None:
    """The uids that this user namespace has and nobody uses; None where it has none."""
    maps = [Path(f"/proc/self/{kind}_map") for kind in ("uid", "gid")]
    texts = [path.read_text() for path in maps if path.exists()]  # a kernel without user namespaces has none
    return next((uids for uids in (_NOBODYS, _FEW) if all(_mapped(uids, text) for text in texts)), None)


def _mapped(uids: range, text: str) -> bool:
    """Whether a user namespace has all of them, by its map."""
    lines = [[int(number) for number in line.split()] for line in text.splitlines()]
    return any(first <= uids.start and uids.stop <= first + count for first, _, count in lines)


class Uids:
    """Uids for sandboxes, each used by one sandbox at a time on the whole machine.

    A uid is held by binding an abstract Unix socket of its name, which the kernel frees however the holder ends.
    Graders in other containers do not see it; theirs are other uids, by chance.
    """

    def __init__(self) -> None:
        among = _among()
        assert among, why_unavailable()
        first = among.start + secrets.randbelow(len(among) - _COUNT + 1)
        self._uids = range(first, first + _COUNT)
        self._lock = threading.Lock()
        self.held: dict[int, socket.socket] = {}
        self._free: list[int] = []

    def take(self) -> int:
        with self._lock:
            if self._free:
                return self._free.pop()
            for uid in self._uids:
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
        raise TemplateError(f"all {_COUNT} uids that this grader has for sandboxes are in use")

    def give_back(self, uid: int) -> None:
        with self._lock:
            self._free.append(uid)

    def close(self) -> None:
        for holder in self.held.values():
            holder.close()
