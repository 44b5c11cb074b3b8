"""Inside a sandbox: loads the student's files and answers the grader's requests, one at a time.

Everything here runs beside the student's code and may be tampered with by it; nothing here is secret, and the grader
believes nothing but what arrives and survives its own checks.
"""

from __future__ import annotations

import importlib
import os
import socket
import sys
import tempfile
import traceback
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.errors import WireError
from autograder.wall import kernel, wire

SEED = 20_231


def serve(connection: socket.socket, spec: dict[str, Any], arrays: types.ModuleType) -> None:
    """Answer requests until the grader closes the connection.

    Args:
        arrays: with_torch or with_numpy.
    """
    scratch = spec["scratch"]
    os.environ.update(HOME=scratch, TMPDIR=scratch, MPLCONFIGDIR=scratch, TORCHINDUCTOR_CACHE_DIR=scratch)
    tempfile.tempdir = None  # to be found anew, in the scratch folder
    sys.path.insert(0, scratch)
    sys.dont_write_bytecode = True
    # Buffered by line at the least: what a crashing student printed last is what staff want to see.
    sys.stdout = open(1, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115
    arrays.seed(SEED)
    Runtime(connection, scratch, arrays).run()


class Runtime:
    """The sandbox's end of the wire, and the objects that stay on this side."""

    def __init__(self, connection: socket.socket, scratch: str, arrays: types.ModuleType) -> None:
        self.connection = connection
        self.scratch = scratch
        self.arrays = arrays
        self.inside: dict[str, types.ModuleType] = {}  # the homework's own, as far as they were asked for
        self.kept: list[Any] = []  # Reference.key is the index
        self.replaced: set[str] = set()  # modules in which something was replaced
        self.actions: dict[str, Callable[..., Any]] = {
            "ready": lambda: None,
            "import": importlib.import_module,
            "get": getattr,
            "item": lambda target, key: target[key],
            "call": lambda function, args, kwargs: function(*args, **kwargs),
            "replace": self._replace,
            "load": self._load,
            "inside": lambda name, args: self._find_inside(name)(*args),
            **arrays.ACTIONS,
            **kernel.actions(arrays),
        }

    def run(self) -> None:
        while (request := self._receive()) is not None:
            self._serve(request)

    def _serve(self, request: dict[str, Any]) -> None:
        try:
            reply = self._encode({"value": self.actions[request["do"]](*request["args"]), "number": request["number"]})
        except BaseException as error:  # SystemExit and KeyboardInterrupt too: the grader hears of everything
            reply = self._encode({"error": self._describe(error), "number": request["number"]})
        self.connection.sendall(reply)

    def _replace(self, path: str, function: Callable[..., Any] | str, without: bool = False) -> None:
        """Put a black box, or what has that name inside, where a student's function stands or should stand.

        Args:
            without: whether to leave the student's module aside: it gets one that has what is replaced alone.
        """
        module, name = path.rsplit(".", 1)
        if without and module not in self.replaced:
            sys.modules[module] = types.ModuleType(module)
        self.replaced.add(module)
        try:
            target = importlib.import_module(module)
        except BaseException:  # the file is missing or broken: what leans on it gets a module that has this name alone
            target = sys.modules[module] = types.ModuleType(module)
        setattr(target, name, self._find_inside(function) if isinstance(function, str) else function)

    def _load(self, name: str, source: str) -> None:
        """Make a module of the homework's; it is in nobody's reach by `import`."""
        module = self.inside[name] = types.ModuleType(name)
        exec(compile(source, f"<{name}>", "exec"), module.__dict__)

    def _find_inside(self, name: str) -> Any:
        module, function = name.split(".")
        return getattr(self.inside[module], function)

    def _receive(self) -> Any:
        header = self._read(wire.HEADER.size)
        if header is None:
            return None
        body = self._read(wire.HEADER.unpack(header)[0])
        if body is None:
            return None
        return wire.decode(
            body,
            tensor=self.arrays.arrive,
            reference=lambda item: self.kept[item.key],
            callback=self._black_box,
        )

    def _read(self, size: int) -> bytes | None:
        data = bytearray()
        while len(data) < size:
            part = self.connection.recv(min(size - len(data), 2**20))
            if not part:
                return None
            data += part
        return bytes(data)

    def _encode(self, value: Any) -> bytes:
        return wire.encode(value, self._keep, wire.MAX_ANSWER)

    def _keep(self, value: Any) -> np.ndarray | wire.Reference:
        array: np.ndarray | None = self.arrays.leave(value)
        if array is not None:
            return array
        self.kept.append(value)
        cls = type(value)
        name = cls.__qualname__ if cls.__module__ == "builtins" else f"{cls.__module__}.{cls.__qualname__}"
        return wire.Reference(len(self.kept) - 1, name)

    def _black_box(self, callback: wire.Callback) -> Callable[..., Any]:
        """A function of the grader's as the student's code sees it: call it, and the grader answers."""

        def f(*args: Any, **kwargs: Any) -> Any:
            try:
                call = self._encode({"callback": callback.key, "args": list(args), "kwargs": kwargs})
            except WireError as error:
                raise TypeError(str(error)) from None
            self.connection.sendall(call)
            while (reply := self._receive()) is not None and "do" in reply:
                self._serve(reply)  # the grader's function calls one that it was given
            if reply is None:
                os._exit(1)
            if "raise" in reply:
                raise {"TypeError": TypeError}.get(reply["type"], ValueError)(reply["raise"])
            return reply["return"]

        return f

    def _describe(self, error: BaseException) -> dict[str, str]:
        try:
            message = str(error)
        except BaseException:
            message = "(its message cannot be read)"
        where = ""
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.startswith(self.scratch):
                where = f"{os.path.relpath(frame.filename, self.scratch)}, line {frame.lineno}"
        if isinstance(error, SyntaxError) and error.filename and str(error.filename).startswith(self.scratch):
            where = f"{os.path.relpath(error.filename, self.scratch)}, line {error.lineno}"
            message = str(error.msg)
        return {
            "type": type(error).__name__[:100],
            "kinds": " ".join(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"),
            "message": message[:2000],
            "where": where,
            "traceback": "".join(traceback.format_exception(error))[-8000:],
        }
