"""The grader's handle on one sandbox: it asks, answers the sandbox's calls meanwhile, and keeps the deadlines."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.errors import RemoteError, SandboxDied, SandboxError, SandboxTimeout, WireError
from autograder.wall import black_box, processes, wire
from autograder.wall.hung import Hung
from autograder.wall.watch import EVERY, Watched

if TYPE_CHECKING:
    from autograder.wall.template import Template

_GRACE = 3.0  # seconds that an interrupted cell has to end
START_SECONDS = 30  # for a sandbox to be ready, which takes hundredths of one unless the machine is overloaded
_NESTED = 20  # requests within a sandbox's calls within requests
_EARLY = ("ready", "seed", "load", "replace", "import", "get")
_WHERE = re.compile(r"([\w/]{1,100}\.py), line (\d{1,7})")


class Sandbox:
    """One sandbox, spoken to by one thread. After an error of its own it is dead; `close` is always safe."""

    def __init__(
        self,
        template: Template,
        watched: Watched,
        files: Mapping[str, bytes],
        inside: Mapping[str, str],
        connection: socket.socket,
        output: int,
        suspect: Callable[[str], object],
        hung: Hung,
    ) -> None:
        self._template, self._watched, self._pid = template, watched, watched.pid
        self.files = files
        self._inside = dict(inside)  # those that it has not loaded yet
        self._connection = connection
        connection.setblocking(False)
        self._output: int | None = output
        self._waited = 0.0
        self._ends_at = float("inf")  # by the clock on the wall; what follows is in its own time
        self._deadline = self._give_up_at = self._now() + START_SECONDS
        self._interrupt_at: float | None = None
        self._printed = bytearray()
        self._print_limit = watched.limits.output_kb * 1024
        self._callbacks: list[Callable[..., Any]] = []
        self.adopt: Callable[[Any], Any] = lambda value: value  # what the grader's functions get for a Reference
        self.suspect = suspect
        self.hung = hung
        self._early = True
        self._asking = self._asked = 0  # requests that wait for their answer, and all so far
        self._closed = False

    def live(self, seconds: float, at_most: float) -> None:
        """Let it run a student's code from now on, for so many seconds of its own time, and at most so many in all.

        Its own time stands still while it waits for a processor: a crowded machine is no fault of the student's.
        """
        self._deadline = self._now() + seconds
        self._ends_at = time.monotonic() + at_most

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
            within: seconds in which it has to answer, where that is earlier than its own end. Both in its own time.

        Raises:
            RemoteError: the action raised.
            SandboxTimeout, SandboxDied: the sandbox is gone.
        """
        if self._closed:
            raise SandboxDied("It had ended already.")
        if not self._asking:  # a request within another has the other's time
            now = self._now()
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

    def load(self, function: str) -> str:
        """Let the sandbox have the homework's module of "module.function", if it has not yet; return the name."""
        module = function.partition(".")[0]
        if module in self._inside:
            self.request("load", module, self._inside.pop(module))
        return function

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
        except WireError:
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
            now = self._now()
            if self._interrupt_at is not None and now >= self._interrupt_at:
                self._template.interrupt(self._pid)
                self._interrupt_at, self._give_up_at = None, min(self._deadline, now + _GRACE)
            if now >= self._give_up_at or time.monotonic() >= self._ends_at:
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

    def _now(self) -> float:
        """The sandbox's own time, in seconds: it stands still while its first process waits for a processor."""
        self._waited = max(self._waited, processes.waited(self._pid))
        return time.monotonic() - self._waited

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
        return SandboxDied(why or self._watched.over or _how_it_ended(self.status))


def _how_it_ended(status: int | None) -> str:
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
    raise WireError("a sandbox cannot send a callback")
