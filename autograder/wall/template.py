"""The grader's handle on the fork server: it starts it, has it fork sandboxes, and ends them."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgpack

from autograder import machine
from autograder.errors import SandboxDied, SandboxTimeout, TemplateError
from autograder.homework import data_folder, inside_modules
from autograder.settings import FILE, PACKAGE, Limits, Settings
from autograder.wall import processes, uids, wire
from autograder.wall.hung import Hung
from autograder.wall.launch import start_template
from autograder.wall.removal import remove
from autograder.wall.sandbox import START_SECONDS, Sandbox
from autograder.wall.watch import Watch, Watched

_CPU_SLACK = 30  # seconds of CPU beyond the wall-clock limit: only a backstop, the wall clock decides
_PAUSES = (0.1, 1.0)  # seconds before each further try to start a sandbox


class Template:
    """A running template process. Thread-safe; close it, or use it as a context manager."""

    def __init__(
        self,
        imports: Sequence[str] = (),
        inside: Mapping[str, str] | None = None,
        data: Path | None = None,
        hidden: Sequence[Path] = (),
    ) -> None:
        """Start it.

        Args:
            imports: libraries that all sandboxes share.
            inside: name -> source of the homework's modules that a sandbox may be asked to run.
            data: a folder that every sandbox may read, as data/.
            hidden: folders that no sandbox may read, beside the engine's own.

        Raises:
            TemplateError: sandboxes cannot have their files anywhere.
        """
        self._lock = threading.Lock()
        self._no_uids = uids.why_unavailable()
        self._no_processes = processes.why_unavailable()
        self.uids = None if self._no_uids else uids.Uids()
        base = uids.temporary_folder() if self.uids else tempfile.gettempdir()
        if base is None:
            raise TemplateError(
                f"sandboxes have uids of their own, and these cannot walk to {tempfile.gettempdir()}: let everybody "
                "pass through its folders (chmod o+x), or name another in TMPDIR"
            )
        self.folder = Path(tempfile.mkdtemp(prefix="grading-", dir=base))
        self.folder.chmod(0o711)  # sandboxes pass through it to their own scratch, and cannot list it
        self._data = self.folder / "data"
        if data is not None and data.is_dir():
            shutil.copytree(data, self._data)
        else:
            self._data.mkdir()
        _open_to_all(self._data)
        self._inside = dict(inside or {})
        self._control, self._process = start_template(self.folder, imports, [PACKAGE, *hidden])
        self.sandbox_cpu_seconds = 0.0  # of all sandboxes that have ended
        self._layers: dict[str, str] = {}  # as the template reports once it is ready
        self._live: set[int] = set()  # pids of sandboxes
        self.watch = Watch(self._process.pid, self._live, self._kill)

    @classmethod
    def of(cls, settings: Settings) -> Template:
        """The template of a homework.

        Raises:
            TemplateError: a library that it wants imported is not installed, or the wall cannot be built here.
        """
        lacking = [name for name in settings.imports if importlib.util.find_spec(name.split(".")[0]) is None]
        if lacking:
            raise TemplateError(
                f"{FILE} has {', '.join(lacking)} among its imports, and this Python ({sys.executable}) has no such "
                "library: install it here, and where submissions are graded"
            )
        return cls(settings.imports, inside_modules(settings), data_folder(settings), [settings.folder])

    def __enter__(self) -> Template:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the template and every sandbox, and remove their files."""
        self.watch.close()
        self._control.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self.uids:
            self.uids.close()
        if self.folder.exists():  # the template was killed
            remove(self.folder)

    @property
    def isolation(self) -> dict[str, str]:
        """Layer -> whether it is in force, and why not where it is not."""
        return {
            "separate process": "yes",
            "clean environment": "yes",
            "limits of memory, files and time": "yes",
            "own uid": f"no ({self._no_uids})" if self._no_uids else "yes",
            "limit of memory for all its processes together": f"no ({self._no_processes})"
            if self._no_processes
            else "yes",
            "limit of disk for all its processes together": "yes"
            if self._layers.get("system call filter", "").startswith("yes")
            else "for files with a name (the system call filter is missing)",
            **self._layers,
        }

    def sandbox(
        self,
        files: Mapping[str, bytes],
        limits: Limits,
        seconds: float,
        *,
        at_most: float | None = None,
        suspect: Callable[[str], object] = lambda what: None,
        hung: Hung | None = None,
    ) -> Sandbox:
        """Fork a sandbox whose scratch folder holds `files` (names -> content).

        Args:
            files: their names may lead into folders ("helpers/checks.py").
            seconds: how long it may live, from when it is ready to run a student's code, without the time in which it
                waits for a processor.
            at_most: how long it may live with that; by default as long.
            suspect: told what looks like tampering, in words for staff.
            hung: what has hung in this grading so far.

        Raises:
            TemplateError: the template has gone, or the machine cannot start a process.
        """
        pauses = iter(_PAUSES)
        while True:
            try:
                return self._start(files, limits, seconds, at_most or seconds, suspect, hung or Hung())
            except SandboxDied as error:  # no student's code has run in it: the machine was short of something
                if (pause := next(pauses, None)) is None:
                    raise TemplateError(f"a sandbox did not start: {error}") from error
                time.sleep(pause)
            except SandboxTimeout as error:
                raise TemplateError(f"a sandbox did not start in {START_SECONDS} s") from error

    def _start(
        self,
        files: Mapping[str, bytes],
        limits: Limits,
        seconds: float,
        at_most: float,
        suspect: Callable[[str], object],
        hung: Hung,
    ) -> Sandbox:
        limits = replace(limits, memory_mb=_affordable(limits.memory_mb))
        scratch, uid = Path(tempfile.mkdtemp(dir=self.folder)), None
        try:
            uid = self.uids.take() if self.uids else None
            self._fill(scratch, files, uid)
        except (OSError, TemplateError):  # such as a full disk, of which no part is to be kept
            self._clear(uid, scratch)
            raise
        spec = {
            "scratch": str(scratch),
            "data": str(self._data),
            "uid": uid,
            "memory_mb": limits.memory_mb,
            "file_mb": limits.file_mb,
            "processes": limits.processes,
            "cpu_seconds": at_most + _CPU_SLACK,
        }
        ours, theirs = socket.socketpair()
        output, their_output = os.pipe()
        try:
            reply = self._ask({"do": "fork", "spec": spec}, [theirs.fileno(), their_output])
            if "failed" in reply:
                raise SandboxDied(reply["failed"])
        except (SandboxDied, TemplateError):
            ours.close()
            os.close(output)
            self._clear(uid, scratch)
            raise
        finally:
            theirs.close()
            os.close(their_output)
        self._live.add(reply["pid"])
        watched = Watched(reply["pid"], uid, scratch, limits)
        sandbox = Sandbox(self, watched, files, self._inside, ours, output, suspect, hung)
        try:
            sandbox.request("ready")
        except SandboxDied as error:
            raise SandboxDied(f"{error} {sandbox.printed}") from error
        sandbox.live(seconds, at_most)
        self.watch.add(watched)
        return sandbox

    def _fill(self, scratch: Path, files: Mapping[str, bytes], uid: int | None) -> None:
        """Put a sandbox's files into its folder, for it to read whatever this process's umask is."""
        for name, content in files.items():
            for folder in reversed(Path(name).parents[:-1]):
                (scratch / folder).mkdir(exist_ok=True)
                (scratch / folder).chmod(0o755)
            (scratch / name).write_bytes(content)
            (scratch / name).chmod(0o644)
        _open_to_all(self._data)  # anew, for without a filter of system calls a sandbox of our own uid can lock it
        (scratch / "data").symlink_to(self._data)
        if uid is not None:
            os.chown(scratch, uid, uid)

    def interrupt(self, pid: int) -> None:
        """Send SIGINT to a sandbox."""
        self._ask({"do": "interrupt", "pid": pid})

    def _kill(self, pid: int) -> None:
        with contextlib.suppress(TemplateError):  # then all sandboxes are about to end
            self._ask({"do": "kill", "pid": pid})

    def end(self, pid: int, uid: int | None, scratch: Path) -> tuple[int | None, bool]:
        """Kill a sandbox with all that it started, and remove its files.

        Returns:
            Its wait status, and whether processes that it had started were left.
        """
        self.watch.remove(pid)
        reply = self._ask({"do": "end", "pid": pid})
        self.sandbox_cpu_seconds += reply["cpu"]
        self._live.discard(pid)
        self._clear(uid, scratch)
        return reply["status"], reply["left"]

    def _clear(self, uid: int | None, scratch: Path) -> None:
        remove(scratch)
        if uid is not None and self.uids:
            self.uids.give_back(uid)

    def _ask(self, message: dict[str, Any], descriptors: list[int] | None = None) -> dict[str, Any]:
        with self._lock:
            try:
                if not self._layers:
                    self._layers = dict(self._read()["layers"])
                body = msgpack.packb(message)
                frame = wire.HEADER.pack(len(body))
                socket.send_fds(self._control, [frame], descriptors or [])
                self._control.sendall(body)
                return self._read()
            except (OSError, EOFError) as error:
                raise TemplateError(f"the template process has gone (exit status {self._process.poll()})") from error

    def _read(self) -> dict[str, Any]:
        def exactly(size: int) -> bytes:
            data = b""
            while len(data) < size:
                part = self._control.recv(size - len(data))
                if not part:
                    raise EOFError
                data += part
            return data

        message: dict[str, Any] = msgpack.unpackb(exactly(wire.HEADER.unpack(exactly(wire.HEADER.size))[0]))
        return message


def _affordable(memory_mb: int) -> int:
    """`memory_mb`, or half of what this container may use where that is less."""
    return int(min(memory_mb, (machine.memory_mb() or float("inf")) / 2))


def _open_to_all(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
