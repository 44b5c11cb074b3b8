"""Looks at what each sandbox holds, ten times a second, and ends those that hold too much.

The kernel's own limits are for one process and for one file; these are for all that a sandbox is and has together.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.settings import Limits
from autograder.wall import disk, processes

EVERY = 0.1  # seconds between two looks


@dataclass
class Watched:
    """A sandbox, as the watch sees it; `over` says for the student what it held too much of, once it was ended."""

    pid: int
    uid: int | None
    scratch: Path
    limits: Limits
    over: str = ""


class Watch:
    """The watch on the sandboxes of one template: a thread of the grader's, whatever else the grader does meanwhile.

    Args:
        template: pid of the template.
        sandboxes: pids of all its sandboxes, kept current by the caller.
        kill: ends a sandbox, given its pid.

    Attributes:
        most_disk: bytes, the most that any one sandbox was seen to hold; whoever reads it may set it back to 0.
    """

    def __init__(self, template: int, sandboxes: set[int], kill: Callable[[int], object]) -> None:
        self._template, self._sandboxes, self._kill = template, sandboxes, kill
        self.most_disk = 0
        self._own_memory: float | None = None  # of the template, which every sandbox shares
        self._lock = threading.Lock()
        self._watched: dict[int, Watched] = {}
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def add(self, sandbox: Watched) -> None:
        with self._lock:
            self._watched[sandbox.pid] = sandbox

    def remove(self, pid: int) -> None:
        """Look at this one no more; when it returns, no look is under way."""
        with self._lock:
            self._watched.pop(pid, None)

    def close(self) -> None:
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closed.wait(EVERY):
            for sandbox in list(self._watched.values()):
                with self._lock:  # for one look, so that nobody waits long to add or remove one
                    if sandbox.pid in self._watched and not sandbox.over and (over := self._look(sandbox)):
                        sandbox.over = over
                        self._kill(sandbox.pid)

    def _look(self, sandbox: Watched) -> str:
        limits = sandbox.limits
        size, files = disk.usage(sandbox.scratch, limits.files)
        self.most_disk = max(self.most_disk, size)
        if size > limits.disk_mb * 2**20:
            return f"It wrote too much to the disk: more than {limits.disk_mb} MB in all."
        if files > limits.files:
            return f"It made too many files and folders: more than {limits.files}."
        if processes.why_unavailable():
            return ""
        if self._own_memory is None:
            self._own_memory = processes.memory_mb(self._template)
        members = processes.of_sandbox(sandbox.pid, self._template, self._sandboxes.copy(), sandbox.uid)
        if len(members) > limits.processes:
            return "It started too many processes."
        megabytes = sum(max(0.0, processes.memory_mb(member) - self._own_memory) for member in members)
        if megabytes > limits.memory_mb:
            return "It used too much memory, together with the processes that it had started."
        return ""
