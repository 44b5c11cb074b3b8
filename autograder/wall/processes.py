"""What the kernel says of processes: which are a sandbox's, their memory, how long they waited, what they may do.

Its own limits of memory are for one process; a sandbox is charged with all that it started.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection

_MEMORY = re.compile(rb"^Rss(?:Anon|Shmem):\s+(\d+) kB", re.MULTILINE)
_CAPABILITIES = re.compile(rb"^CapEff:\s+([0-9a-f]+)", re.MULTILINE)
_UID = re.compile(rb"^Uid:\s+(\d+)", re.MULTILINE)


def why_unavailable() -> str | None:
    """Why the processes of a sandbox cannot be found here; None where they can."""
    listed = sys.platform == "linux" and os.path.exists(f"/proc/self/task/{os.getpid()}/children")
    return None if listed else "the kernel does not list them"


def of_sandbox(pid: int, template: int, sandboxes: Collection[int], uid: int | None) -> list[int]:
    """The processes of sandbox `pid`: itself, its descendants, and what it disowned.

    What a sandbox disowns becomes a child of the template's, told from the `sandboxes` there and known by its uid.
    Without uids of their own, each sandbox is charged with all of it.
    """
    disowned = [child for child in _children(template) if child not in sandboxes and uid in (None, uid_of(child))]
    found = new = [pid, *disowned]
    while new:
        new = [child for parent in new for child in _children(parent)]
        found = found + new
    return found


def memory_mb(pid: int) -> float:
    """Memory that is the process's own, in megabytes; 0 where it has gone.

    Pages that it still shares with its parent since a fork count as well: the kernel does not tell a process without
    CAP_SYS_PTRACE which those are.
    """
    return sum(map(int, _MEMORY.findall(_status(pid)))) / 1024


def waited(pid: int) -> float:
    """Seconds that the first thread of a process was ready to run and had no processor; 0 where nobody says so."""
    try:
        with open(f"/proc/{pid}/schedstat", "rb") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def uid_of(pid: int) -> int | None:
    """The real uid of a process, also of one whose entry in /proc the kernel gives to root."""
    match = _UID.search(_status(pid))
    return int(match[1]) if match else None


def capabilities() -> int:
    """What this process may do beyond its uid, a bit each as in capabilities(7); 0 where nobody says so."""
    match = _CAPABILITIES.search(_status(os.getpid()))
    return int(match[1], 16) if match else 0


def processes_of(uid: int) -> list[int]:
    """All processes of that uid on this machine."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and uid_of(int(name)) == uid]


def _status(pid: int) -> bytes:
    try:
        with open(f"/proc/{pid}/status", "rb") as file:
            return file.read()
    except OSError:  # it has ended meanwhile
        return b""


def _children(pid: int) -> list[int]:
    found: list[int] = []
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/children", "rb") as file:
                found += map(int, file.read().split())
    except OSError:
        pass
    return found
