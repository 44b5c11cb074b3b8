"""The grader's side of the wall: one template process, and the sandboxes that it forks."""

from __future__ import annotations

import contextlib
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgpack
import numpy as np

from autograder import machine
from autograder.config import PACKAGE, Limits
from autograder.hung import Hung
from autograder.isolation import black_box, family, uids, wire
from autograder.isolation.launch import start_template
from autograder.isolation.removal import remove
from autograder.isolation.watch import EVERY, Watch, Watched

_GRACE = 3.0  # seconds that an interrupted cell has to end
_CPU_SLACK = 30  # seconds of CPU beyond the wall-clock limit: only a backstop, the wall clock decides
_START_SECONDS = 30  # for a sandbox to be ready, which takes hundredths of one unless the machine is overloaded
_PAUSES = (0.1, 1.0)  # seconds before each further try to start a sandbox
_NESTED = 20  # requests within a sandbox's calls within requests
_EARLY = ("ready", "seed", "replace", "import", "get")
_WHERE = re.compile(r"([\w/]{1,100}\.py), line (\d{1,7})")
_TEXT = {"type": 100, "message": 2000, "where": 200, "traceback": 8000}  # the longest of each that is kept


class SandboxError(Exception):
    """A sandbox ended before it answered; the message can be shown to the student."""


class SandboxDied(SandboxError):
    """It crashed, left, ran out of memory or spoke nonsense."""


class SandboxTimeout(SandboxError):
    """It took longer than it may; `name` is the student's function or class that was called, where that is known."""

    name = ""


class RemoteError(Exception):
    """An exception in the sandbox, as described by the sandbox: `type`, `message`, `where`, `traceback`.

    `early` says that the sandbox had been asked for imports alone: so the message holds nothing of a hidden test's.
    """

    def __init__(self, description: Mapping[str, Any], early: bool = False) -> None:
        self.type_name, self.message, self.where, self.traceback = (
            str(text)[:most] if isinstance(text := description.get(key), str) else "" for key, most in _TEXT.items()
        )
        self.early = early
        super().__init__(f"{self.type_name}: {self.message}")


class TemplateError(RuntimeError):
    """The template could not be started or has gone: the grader's fault."""


class Template:
    """A running template process. Thread-safe; close it, or use it as a context manager."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._no_uids = uids.available()
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
        shutil.copytree(PACKAGE / "data", self._data, ignore=lambda _, names: set(names) - {"subset.npz"})
        _open_to_all(self._data)
        self._control, self._process = start_template(self.folder)
        self.sandbox_cpu_seconds = 0.0  # of all sandboxes that have ended
        self._layers: dict[str, str] = {}  # as the template reports once it is ready
        self._live: set[int] = set()  # pids of sandboxes
        self._watch = Watch(self._process.pid, self._live, self._kill)

    def __enter__(self) -> Template:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the template and every sandbox, and remove their files."""
        self._watch.close()
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
            "limit of memory for all its processes together": "yes"
            if family.available()
            else "no (the kernel does not list them)",
            "limit of disk for all its processes together": "yes"
            if self._layers.get("system call filter", "").startswith("yes")
            else "for files with a name (the system call filter is missing)",
            **self._layers,
        }

    def sandbox(self, files: Mapping[str, bytes], limits: Limits, seconds: float) -> Sandbox:
        """Fork a sandbox whose scratch folder holds `files` (names -> content).

        Args:
            files: their names may lead into folders ("helpers/checks.py").
            seconds: how long it may live, from when it is ready to run a student's code.

        Raises:
            TemplateError: the template has gone, or the machine cannot start a process.
        """
        pauses = iter(_PAUSES)
        while True:
            try:
                return self._start(files, limits, seconds)
            except SandboxDied as error:  # no student's code has run in it: the machine was short of something
                if (pause := next(pauses, None)) is None:
                    raise TemplateError(f"a sandbox did not start: {error}") from error
                time.sleep(pause)
            except SandboxTimeout as error:
                raise TemplateError(f"a sandbox did not start in {_START_SECONDS} s") from error

    def _start(self, files: Mapping[str, bytes], limits: Limits, seconds: float) -> Sandbox:
        limits = replace(limits, memory_mb=_affordable(limits.memory_mb))
        uid = self.uids.take() if self.uids else None
        scratch = Path(tempfile.mkdtemp(dir=self.folder))
        for name, content in files.items():
            for folder in reversed(Path(name).parents[:-1]):
                (scratch / folder).mkdir(mode=0o755, exist_ok=True)
            (scratch / name).write_bytes(content)
            (scratch / name).chmod(0o644)
        _open_to_all(self._data)  # anew, for without a filter of system calls a sandbox of our own uid can lock it
        (scratch / "data").symlink_to(self._data)
        if uid is not None:
            os.chown(scratch, uid, uid)
        spec = {
            "scratch": str(scratch),
            "data": str(self._data),
            "uid": uid,
            "memory_mb": limits.memory_mb,
            "file_mb": limits.file_mb,
            "processes": limits.processes,
            "cpu_seconds": seconds + _CPU_SLACK,
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
        sandbox = Sandbox(self, watched, files, ours, output)
        try:
            sandbox.request("ready")
        except SandboxDied as error:
            raise SandboxDied(f"{error} {sandbox.printed}") from error
        sandbox.live(seconds)
        self._watch.add(watched)
        return sandbox

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
        self._watch.remove(pid)
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


class Sandbox:
    """One sandbox, spoken to by one thread. After an error of its own it is dead; `close` is always safe."""

    def __init__(
        self,
        template: Template,
        watched: Watched,
        files: Mapping[str, bytes],
        connection: socket.socket,
        output: int,
    ) -> None:
        self._template, self._watched, self._pid = template, watched, watched.pid
        self.files = files
        self._connection = connection
        connection.setblocking(False)
        self._output: int | None = output
        self._deadline = self._give_up_at = time.monotonic() + _START_SECONDS
        self._interrupt_at: float | None = None
        self._printed = bytearray()
        self._print_limit = watched.limits.output_kb * 1024
        self._callbacks: list[Callable[..., Any]] = []
        self.adopt: Callable[[Any], Any] = lambda value: value  # what the grader's functions get for a Reference
        self.suspect: Callable[[str], object] = lambda what: None  # told what looks like tampering, in words for staff
        self.hung = Hung()  # the grading's, which whoever speaks to it sets
        self._early = True
        self._asking = self._asked = 0  # requests that wait for their answer, and all so far
        self._closed = False

    def live(self, seconds: float) -> None:
        """Let it run a student's code from now on, for so long."""
        self._deadline = time.monotonic() + seconds

    @property
    def alive(self) -> bool:
        return not self._closed

    @property
    def printed(self) -> str:
        """What the sandbox wrote to its standard output and error, up to the limit; for staff."""
        return self._printed.decode(errors="backslashreplace")

    def request(self, do: str, *args: Any, seconds: float | None = None, within: float = float("inf")) -> Any:
        """Have the sandbox do something, serving its calls of the grader's functions meanwhile.

        Args:
            do: an action of runtime.Runtime.
            args: plain data, arrays, callables, and References of this sandbox.
            seconds: where given, the action is interrupted (SIGINT) after so long, and the sandbox may live on.
            within: seconds in which it has to answer, where that is earlier than its own end.

        Raises:
            RemoteError: the action raised.
            SandboxTimeout, SandboxDied: the sandbox is gone.
        """
        if self._closed:
            raise SandboxDied("It had ended already.")
        if not self._asking:  # a request within another has the other's time
            now = time.monotonic()
            self._interrupt_at = None if seconds is None else now + seconds
            self._give_up_at = min(self._deadline, now + within)
        elif self._asking > _NESTED:
            raise self._nonsense("It called the grader within the grader's calls without end.")
        self._early = self._early and do in _EARLY
        self._asking += 1
        self._asked = number = self._asked + 1
        self._send(wire.encode({"do": do, "args": list(args), "number": number}, self._foreign))
        while True:
            reply = self._receive()
            if not isinstance(reply, dict):
                raise self._nonsense("It sent something that is no answer.")
            if "callback" in reply:
                self._send(self._answer(reply))
            elif reply.get("number") != number:
                raise self._nonsense("It answered before it was asked.")
            elif isinstance(reply.get("error"), dict):
                self._asking -= 1
                raise RemoteError({**reply["error"], "where": self._where(reply["error"].get("where"))}, self._early)
            elif "value" in reply:
                self._asking -= 1
                return reply["value"]
            else:
                raise self._nonsense("It sent something that is no answer.")

    def nonsense(self) -> SandboxDied:
        """End the sandbox for an answer of a shape that its own code never gives; staff are told."""
        return self._nonsense("It sent something that is no answer.")

    def close(self) -> None:
        """Kill the sandbox with all that it started, and remove its files."""
        if not self._closed:
            self._closed = True
            self._drain()
            self._connection.close()
            if self._output is not None:
                os.close(self._output)
            self.status, left = self._template.end(self._pid, self._watched.uid, self._watched.scratch)
            if left:
                self.suspect("it left processes behind")
            elif self.status is not None and os.WIFEXITED(self.status) and self._asking:
                self.suspect("it left the Python process by itself")

    def _foreign(self, value: Any) -> Any:
        if isinstance(value, (np.ndarray, np.generic)):
            return np.asarray(value)
        reference = getattr(value, "reference", None)
        if isinstance(reference, wire.Reference):
            return reference
        if callable(value):
            self._callbacks.append(value)
            return wire.Callback(len(self._callbacks) - 1)
        raise TypeError(f"the grader cannot send a {type(value).__name__}")

    def _answer(self, reply: dict[str, Any]) -> bytes:
        """The frame that answers a call of one of the grader's functions."""
        key, args, kwargs = reply["callback"], reply.get("args"), reply.get("kwargs")
        if not (type(key) is int and 0 <= key < len(self._callbacks)):
            raise self._nonsense("It called a function that does not exist.")
        if not (isinstance(args, list) and isinstance(kwargs, dict)):
            raise self._nonsense("It called a function in a way that is no call.")
        try:
            result = black_box.call(self._callbacks[key], self.adopt(args), self.adopt(kwargs))
            return wire.encode({"return": result}, self._foreign)
        except SandboxError:
            raise
        except Exception as error:  # called with what it does not take: the caller's mistake, as in any Python call
            return wire.encode({"raise": str(error)[:500], "type": type(error).__name__}, self._foreign)

    def _where(self, text: object) -> str:
        """The place of an exception, where it is a line of a file that was handed in; else ""."""
        match = _WHERE.fullmatch(text) if isinstance(text, str) and len(text) < 200 else None
        if match and int(match[2]) <= self.files.get(match[1], b"").count(b"\n") + 1:
            return match[0] if match[1] in self.files else ""
        return ""

    def _send(self, frame: bytes) -> None:
        view = memoryview(frame)
        while view:
            self._wait(select.POLLOUT)
            try:
                view = view[self._connection.send(view) :]
            except BlockingIOError:
                continue
            except OSError:
                raise self._died() from None

    def _receive(self) -> Any:
        (size,) = wire.HEADER.unpack(self._read(wire.HEADER.size))
        if size > wire.MAX_ANSWER:
            raise self._nonsense("It sent an answer that is too large.")
        body = self._read(size)
        try:
            return wire.decode(
                body,
                tensor=lambda array: array,
                reference=lambda item: item,
                callback=_refuse,
                most=wire.MAX_NUMBERS,
            )
        except wire.WireError:
            raise self._nonsense("It sent an answer that cannot be read.") from None

    def _read(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            self._wait(select.POLLIN)
            try:
                part = self._connection.recv(min(size - len(data), 2**20))
            except BlockingIOError:
                continue
            except OSError:
                part = b""
            if not part:
                raise self._died()
            data += part
        return bytes(data)

    def _wait(self, event: int) -> None:
        """Wait until the connection is ready, emptying the output pipe meanwhile, and keep the deadlines."""
        while True:
            now = time.monotonic()
            if self._interrupt_at is not None and now >= self._interrupt_at:
                self._template.interrupt(self._pid)
                self._interrupt_at, self._give_up_at = None, min(self._deadline, now + _GRACE)
            if now >= self._give_up_at:
                raise self._timeout()
            if self._watched.over:
                raise self._died()
            until = min(self._give_up_at, self._interrupt_at or self._give_up_at, now + EVERY)
            poll = select.poll()
            poll.register(self._connection, event)
            if self._output is not None:
                poll.register(self._output, select.POLLIN)
            ready = dict(poll.poll(max(1, (until - now) * 1000)))
            if self._output in ready:
                self._drain()
            if self._connection.fileno() in ready:
                return

    def _drain(self) -> None:
        """Take what stands in the output pipe, once around; keep no more than the limit."""
        if self._output is None:
            return
        os.set_blocking(self._output, False)
        try:
            part = os.read(self._output, 2**16)
        except BlockingIOError:
            return
        if not part:
            os.close(self._output)
            self._output = None
        self._printed += part[: self._print_limit - len(self._printed)]

    def _timeout(self) -> SandboxTimeout:
        self.close()
        return SandboxTimeout("It took longer than the time limit and was stopped.")

    def _nonsense(self, what: str) -> SandboxDied:
        self.suspect(f"on the wire: {what}")
        return self._died(what)

    def _died(self, why: str | None = None) -> SandboxDied:
        self.close()
        return SandboxDied(why or self._watched.over or _obituary(self.status))


def _affordable(memory_mb: int) -> int:
    """`memory_mb`, or half of what this container may use where that is less."""
    return int(min(memory_mb, (machine.memory_mb() or float("inf")) / 2))


def _obituary(status: int | None) -> str:
    if status is not None and os.WIFSIGNALED(status):
        number: int = os.WTERMSIG(status)
        reasons: dict[int, str] = {
            signal.SIGKILL: "it was killed, most often because it used too much memory",
            signal.SIGSEGV: "a segmentation fault, most often endless recursion",
            signal.SIGXCPU: "it used too much CPU time",
            signal.SIGXFSZ: "it wrote too large a file",
        }
        return f"The Python process ended before it answered: {reasons.get(number, f'signal {number}')}."
    return "The Python process ended before it answered: the code left it, for instance by os._exit."


def _refuse(_: wire.Callback) -> Any:
    raise wire.WireError("a sandbox cannot send a callback")


def _open_to_all(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.chmod(0o644)
