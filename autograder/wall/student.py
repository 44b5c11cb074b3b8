"""The grader's side of the wall, as hidden tests see it: proxies that read like the student's own API.

    student.windows.moving_average(signal, 3)    # arrays in, arrays out
    window = student.windows.Window(3)
    window.weight                                # an array
    student.windows.apply(f, signal)             # f stays here, the student's code calls it as a black box

Where the homework imports torch, an ndarray arrives as a torch.Tensor, and a torch.Tensor comes back as an ndarray;
where it does not, arrays are NumPy's on both sides. What is neither plain data nor an array stays in the sandbox and
comes back as a `Remote`, a handle to it.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.errors import NotHandedIn, OddAnswer, RemoteError, SandboxError, SandboxTimeout
from autograder.wall import wire
from autograder.wall.hung import Hung
from autograder.wall.sandbox import Sandbox

_LIBRARIES = ("builtins", "collections", "numpy", "torch", "types", "functools")
_OWN = "an object of a class of your own"
_MOST_NAMES = 1000  # parameters or submodules of a student's module


@dataclass(frozen=True)
class Parameter:
    """A parameter of a student's module."""

    value: np.ndarray
    requires_grad: bool


class Remote:
    """A handle to an object in the sandbox: its attributes are read, and it is called, across the wall.

    `name` is the dotted name ("windows.Window") of the student's that it is or comes from.
    """

    def __init__(self, sandbox: Sandbox, reference: wire.Reference, name: str = "") -> None:
        self._sandbox = sandbox
        self.reference = reference
        self.name = name

    @property
    def type_name(self) -> str:
        """The type that the object has, as the sandbox says, such as "numpy.ndarray".

        A name that the student has made is not repeated: it could say anything, a hidden input for one.
        """
        name = self.reference.type_name
        known = "." not in name or name.split(".")[0] in _LIBRARIES
        return name if known and len(name) <= 60 and _is_dotted(name) and not _is_own(name) else _OWN

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # Python's own protocols (copy, pickle, repr) end here
            raise AttributeError(name)
        return self._ask(f"{self.name}.{name}" if self.name.count(".") == 0 else self.name, "get", self.reference, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(self.name, "call", self.reference, list(args), kwargs)

    def __repr__(self) -> str:
        return f"<{self.type_name} in the sandbox>"

    def _ask(self, name: str, do: str, *args: Any) -> Any:
        return _local(self._sandbox, ask(self._sandbox, name, do, *args), name)


def ask(sandbox: Sandbox, name: str, do: str, *args: Any) -> Any:
    """A request that runs the student's `name` (dotted, or ""): not waited for long where that has hung before."""
    grace = sandbox.hung.grace(name)
    try:
        return sandbox.request(do, *args, within=grace)
    except SandboxTimeout as timeout:
        error = timeout
    if name:
        sandbox.hung.add(name)
        error.name = name
    if grace < float("inf"):
        said = f"{name} took longer than the time limit in an earlier test, and longer than {grace:g} seconds in this."
        error.args = (said,)
    raise error


def _local(sandbox: Sandbox, value: Any, name: str = "") -> Any:
    """`value` with every Reference in it made a Remote."""
    if isinstance(value, wire.Reference):
        return Remote(sandbox, value, name)
    if isinstance(value, (list, tuple)):
        return type(value)(_local(sandbox, item, name) for item in value)
    if isinstance(value, dict):
        return {key: _local(sandbox, item, name) for key, item in value.items()}
    return value


def _is_dotted(name: str) -> bool:
    return all(part.isidentifier() for part in name.split("."))


def _is_own(name: str) -> bool:
    """Whether a name without a module is none of Python's: the student's code runs beside what sent it."""
    return "." not in name and not hasattr(builtins, name) and name not in ("function", "module", "method", "NoneType")


def adopt(sandbox: Sandbox) -> Sandbox:
    """Let the grader's functions call what the student's code hands to them."""
    sandbox.adopt = lambda value: _local(sandbox, value)
    return sandbox


StandIn = Callable[..., Any] | str  # a black box of the grader's, or "module.function" of the homework's inside/


def replace(
    sandbox: Sandbox, name: str, function: StandIn, without: bool = False, within: float = float("inf")
) -> None:
    """Put a stand-in where the student's `name` ("module.function") stands, or should stand.

    Args:
        without: whether to leave the student's module aside: it gets one that has what is replaced alone.
        within: seconds.
    """
    what = sandbox.load(function) if isinstance(function, str) else function
    sandbox.request("replace", name, what, without, within=within)


class Student:
    """A student's files in a sandbox. `renew` starts over in a fresh one; the first starts when it is needed.

    Args:
        start: makes a sandbox.
        hung: what has hung before, in any test of this grading. This one adds its own.
    """

    def __init__(self, start: Callable[[], Sandbox], hung: Hung | None = None) -> None:
        self._start = start
        self._hung = Hung() if hung is None else hung
        self._sandbox: Sandbox | None = None
        self._replaced: dict[str, StandIn] = {}
        self.printed = ""

    def renew(self, replaced: Mapping[str, StandIn] | None = None) -> None:
        """End the sandbox; the next one has stand-ins under the names in `replaced`.

        Without `replaced`, those of this one stay.
        """
        self.close()
        if replaced is not None:
            self._replaced = dict(replaced)

    def close(self) -> None:
        if self._sandbox is not None:
            self._sandbox.close()
            self.printed += self._sandbox.printed
            self._sandbox = None

    def __getattr__(self, module: str) -> Remote:
        """The student's module of that name, imported in the sandbox.

        Raises:
            NotHandedIn: there is no such file.
            SandboxTimeout: its import hangs, in this test or an earlier one.
            OddAnswer: it put something in its own place that is no module.
        """
        if module.startswith("_"):
            raise AttributeError(module)
        if module in self._hung:
            raise SandboxTimeout(f"Importing {module}.py took longer than the time limit in an earlier test already.")
        if f"{module}.py" not in self._running().files and not any(
            name.startswith(f"{module}.") for name in self._replaced
        ):
            raise NotHandedIn(f"{module}.py was not handed in. Hand it in beside the other files, under that name.")
        try:
            remote = self._ask(module, "import", module)
        except SandboxTimeout as error:
            raise SandboxTimeout(f"Importing {module}.py took longer than the time limit and was stopped.") from error
        if not isinstance(remote, Remote):
            raise OddAnswer(f"{module}.py puts something in its own place that is no module.")
        return remote

    def gradients(
        self, function: Remote | str, args: Sequence[Any], upstream: np.ndarray, wrt: Sequence[int | str]
    ) -> list[np.ndarray | None]:
        """Gradients of sum(function(*args) * upstream); see wall/with_torch.py."""
        gradients = self._ask(_name(function), "gradients", function, list(args), upstream, list(wrt))
        self.insist(isinstance(gradients, list) and len(gradients) == len(wrt))
        for gradient in gradients:
            if isinstance(gradient, Remote):
                raise OddAnswer("The gradient must be a dense tensor of one of torch's usual dtypes.")
        self.insist(all(gradient is None or isinstance(gradient, np.ndarray) for gradient in gradients))
        return list(gradients)

    def parameters(self, module: Remote) -> dict[str, Parameter]:
        found = self._ask(_name(module), "parameters", module)
        self.insist(
            isinstance(found, dict) and len(found) <= _MOST_NAMES and all(isinstance(key, str) for key in found)
        )
        parameters = {}
        for name, pair in found.items():
            self.insist(isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[1], bool))
            if isinstance(pair[0], Remote):
                raise OddAnswer("A parameter must be a dense tensor of one of torch's usual dtypes, such as float32.")
            self.insist(isinstance(pair[0], np.ndarray))
            parameters[name] = Parameter(*pair)
        return parameters

    def state_size(self, module: Remote) -> int:
        """How many numbers its parameters and buffers are."""
        size = self._ask(_name(module), "state_size", module)
        self.insist(type(size) is int and size >= 0)
        return int(size)

    def assign(self, module: Remote, values: Mapping[str, np.ndarray]) -> None:
        self._ask(_name(module), "assign", module, dict(values))

    def modules(self, module: Remote) -> list[tuple[str, str]]:
        """Name of the module ("") and of all that are in it, each with the class of torch's that it is an object of."""
        modules = self._ask(_name(module), "modules", module)
        self.insist(isinstance(modules, list) and 0 < len(modules) <= _MOST_NAMES)
        for pair in modules:
            self.insist(isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(text, str) for text in pair))
        return list(modules)

    def predict(self, module: Remote, images: np.ndarray) -> np.ndarray:
        """The module's outputs in evaluation mode, as one array: a row of at most 1,000 numbers for each image."""
        parts = []
        for first in range(0, len(images), 500):
            some = images[first : first + 500]
            part = self._ask(_name(module), "predict", module, some)
            fits = isinstance(part, np.ndarray) and part.ndim == 2 and part.dtype.kind in "biuf"
            if not (fits and len(part) == len(some) and 0 < part.shape[1] <= 1000):
                raise OddAnswer("The model does not return one row of logits for each image.")
            parts.append(part)
        if len({part.shape[1] for part in parts}) != 1:
            raise OddAnswer("The model returns rows of different lengths.")
        return np.concatenate(parts)

    def inside(self, function: str, *args: Any, about: Remote | str = "") -> Any:
        """Run the homework's own "module.function" of its folder inside/, in the sandbox.

        Args:
            args: plain data, arrays, callables, and the student's objects.
            about: what of the student's it runs.
        """
        return self._ask(_name(about), "inside", self._running().load(function), list(args))

    def insist(self, as_the_sandbox_gives_it: bool) -> None:
        """End the sandbox where its answer has a shape that only tampered code gives."""
        if not as_the_sandbox_gives_it:
            raise self._running().nonsense()

    def operations(self, function: Remote | str, args: Sequence[Any]) -> int:
        count = self._ask(_name(function), "operations", function, list(args))
        self.insist(type(count) is int)
        return int(count)

    def seed(self, seed: int) -> None:
        self._ask("", "seed", seed)

    def nn(self, name: str, *args: Any) -> Remote:
        return self._made("build", name, list(args))

    def _made(self, do: str, *args: Any) -> Remote:
        made = self._ask("", do, *args)
        self.insist(isinstance(made, Remote))
        assert isinstance(made, Remote)
        return made

    def _running(self) -> Sandbox:
        if self._sandbox is None:
            self._sandbox = adopt(self._start())
            self._sandbox.hung = self._hung
            for name, function in self._replaced.items():
                replace(self._sandbox, name, function)
        return self._sandbox

    def _ask(self, name: str, do: str, *args: Any) -> Any:
        sandbox = self._running()
        return _local(sandbox, ask(sandbox, name, do, *args), name)


def _name(function: Remote | str) -> str:
    return function if isinstance(function, str) else function.name


class Variables:
    """A notebook's variables, read through the wall: the environment that Otter's test files are run with."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def get(self, name: str, default: Any = None) -> Any:
        try:
            value = _local(self._sandbox, self._sandbox.request("notebook.lookup", name))
        except (RemoteError, SandboxError):  # Otter calls `get` where nothing may be raised
            return default
        return default if value is None else value

    def __getitem__(self, name: str) -> Any:
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None
