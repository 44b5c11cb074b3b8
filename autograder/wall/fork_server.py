"""The fork server: a process that imports the libraries once, holds no secret, and forks sandboxes.

Started by exec with a clean environment, so that nothing of the grader is in its memory. It obeys one control
socket: "fork" (with the two descriptors of the new sandbox), "interrupt", "kill" and "end". When the socket closes, it
kills every sandbox, removes their files and leaves.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from site import setcopyright, sethelper, setquit
from types import ModuleType
from typing import Any

import msgpack

from autograder.wall import seccomp
from autograder.wall.lockdown import Libraries, adopt_orphans, layers, lock_down
from autograder.wall.processes import uid_of
from autograder.wall.removal import remove
from autograder.wall.wire import HEADER

_DRAIN_ROUNDS = 100  # each kills all that is there; more would mean something forks faster than we kill


def main(
    control_fd: int,
    keep: list[int],
    prefix: str,
    site: list[str],
    hidden: list[str],
    folder: str,
    arrays: ModuleType,
) -> None:
    """Serve the control socket until it closes, however the grader ended; then end and remove what is left.

    Args:
        control_fd: the control socket's descriptor.
        keep: descriptors through which Python finds its libraries; sandboxes inherit these and no others.
        prefix: path (through such a descriptor) of Python's installation.
        site: paths of its site-packages.
        hidden: paths of the grader's own package and of the homework, which no sandbox may read.
        folder: holds the sandboxes' files.
        arrays: what import_everything returned.
    """
    control = socket.socket(fileno=control_fd)
    adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for a cell that takes too long, which sets a handler
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])  # workers of a batch have it blocked
    live: dict[int, int | None] = {}  # pid -> uid of its sandbox
    rules = None if seccomp.why_unavailable() else seccomp.build()
    libraries = Libraries.of(prefix, site, hidden)

    def enter(descriptors: list[int], spec: dict[str, Any]) -> None:
        wire, output = descriptors
        null = os.open(os.devnull, os.O_RDONLY)
        for source, target in [(null, 0), (output, 1), (output, 2)]:
            os.dup2(source, target)
        control.detach()
        lock_down(spec, keep=[0, 1, 2, wire, *keep], libraries=libraries, rules=rules)
        from autograder.wall import runtime

        runtime.serve(socket.socket(fileno=wire), spec, arrays)

    with contextlib.suppress(ConnectionError):  # the grader has gone, as after Ctrl-C: what it left running ends below
        _send(control, {"layers": layers()})
        while (request := _receive(control)) is not None:
            message, descriptors = request
            if message["do"] == "fork":
                try:
                    pid = _fork(functools.partial(enter, descriptors, message["spec"]))
                except OSError as error:  # no process or no memory to be had at the moment
                    _send(control, {"failed": str(error)})
                else:
                    live[pid] = message["spec"]["uid"]
                    _send(control, {"pid": pid})
                for descriptor in descriptors:
                    os.close(descriptor)
            elif message["do"] == "interrupt":
                if message["pid"] in live:
                    os.kill(message["pid"], signal.SIGINT)
                _send(control, {})
            elif message["do"] == "kill":
                if message["pid"] in live:
                    _kill(message["pid"], live[message["pid"]])
                _send(control, {})
            elif message["do"] == "end":
                _send(control, _end(message["pid"], live))
    for pid in list(live):
        _end(pid, live)
    remove(Path(folder))


def import_everything(libraries: Sequence[str]) -> ModuleType:
    """Import what sandboxes use, once for all of them.

    Args:
        libraries: what the homework wants imported.

    Returns:
        The module that says what arrays are in sandboxes: with_torch where torch is one of the libraries.
    """
    from autograder.wall import runtime, with_numpy

    for define in (setquit, sethelper, setcopyright):  # exit, help and the like, which -S has left out
        define()
    arrays: ModuleType = with_numpy
    with tempfile.TemporaryDirectory() as cache:  # for matplotlib's list of fonts, which it then holds in memory
        os.environ["MPLCONFIGDIR"] = cache
        for name in libraries:
            importlib.import_module(name)
            if name == "torch":
                arrays = importlib.import_module("autograder.wall.with_torch")
        if "matplotlib" in sys.modules:  # so that no file of a student's is taken for it
            importlib.import_module("matplotlib_inline.backend_inline")
            # It looks for its version, and opens fonts, by real paths: through folders that no sandbox may enter.
            _ = sys.modules["matplotlib"].__version__  # which it then knows
            vars(importlib.import_module("matplotlib.font_manager"))["_cached_realpath"] = os.path.abspath
    arrays.seed(runtime.SEED)  # imports numpy.random, for one, which each sandbox would do anew
    gc.collect()
    gc.freeze()  # a collection in a child would touch, and so copy, every page of this heap
    return arrays


def _fork(enter: Callable[[], None]) -> int:
    """Fork; the child does `enter` and leaves, whatever happens."""
    pid = os.fork()
    if pid:
        return pid
    try:
        enter()
        os._exit(0)
    except BaseException as error:  # never back into the template's loop
        os.write(2, f"sandbox: {type(error).__name__}: {error}\n".encode()[:2000])
        os._exit(1)


def _end(pid: int, live: dict[int, int | None]) -> dict[str, Any]:
    """Kill the sandbox `pid` with all that it started; return its wait status and the CPU seconds that it used."""
    if pid not in live:
        return {"status": None, "cpu": 0.0, "left": False}
    # A sandbox that ended by itself keeps its own status: its exit closed the socket just before it became a zombie.
    deadline = time.monotonic() + 0.05
    done, status, usage = os.wait4(pid, os.WNOHANG)
    while not done and time.monotonic() < deadline:
        time.sleep(0.001)
        done, status, usage = os.wait4(pid, os.WNOHANG)
    if not done:
        _kill(pid, None)
        _, status, usage = os.wait4(pid, 0)
    uid = live.pop(pid)
    left = False
    for _ in range(_DRAIN_ROUNDS):  # what the sandbox left behind is our child now
        orphans = _orphans(live)
        if orphans == []:
            break
        left = left or any(uid in (None, uid_of(orphan)) for orphan in orphans or [])
        if uid is not None:
            _kill_uid(uid)
        for orphan in orphans or []:
            try:
                os.kill(orphan, signal.SIGKILL)
            except ProcessLookupError:
                pass
            os.waitpid(orphan, 0)
        if orphans is None:
            break
    return {"status": status, "cpu": usage.ru_utime + usage.ru_stime, "left": left}


def _kill(pid: int, uid: int | None) -> None:
    """Kill a sandbox that was not waited for yet, with its process group and all of its uid."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:  # it has not called setsid yet
        os.kill(pid, signal.SIGKILL)
    if uid is not None:
        _kill_uid(uid)


def _kill_uid(uid: int) -> None:
    """Kill every process of `uid`, which only sandboxes have: kill(-1) by a process of that uid reaches them all."""
    try:
        pid = os.fork()
    except OSError:  # it has taken every process there is: what became our child is killed one by one
        return
    if pid == 0:
        try:
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
            os.kill(-1, signal.SIGKILL)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


def _orphans(live: dict[int, int | None]) -> list[int] | None:
    """Our children that are no sandbox; None where the platform does not tell (macOS, some kernels)."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", "rb") as file:
            return [pid for pid in map(int, file.read().split()) if pid not in live]
    except OSError:
        return None


def _send(control: socket.socket, message: dict[str, Any]) -> None:
    body = msgpack.packb(message)
    control.sendall(HEADER.pack(len(body)) + body)


def _receive(control: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    header, descriptors, _, _ = socket.recv_fds(control, HEADER.size, 2)
    if len(header) < HEADER.size:
        return None
    (size,) = HEADER.unpack(header)
    body = b""
    while len(body) < size:
        part = control.recv(size - len(body))
        if not part:
            return None
        body += part
    message: dict[str, Any] = msgpack.unpackb(body)
    return message, descriptors
