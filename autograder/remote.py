"""The grader's side of the wall, as hidden tests see it: proxies that read like the student's own API.

    student.toeplitz.toeplitz_matrix(kernel, 9)            # arrays in, arrays out
    layer = student.locally_connected.LocallyConnected2d(2, 3, (5, 6), 3)
    layer.weight                                           # an array
    student.equivariance.equivariance_error(f, x, (1, 0))  # f stays here, the student's code calls it as a black box

An ndarray arrives as a torch.Tensor, and a torch.Tensor comes back as an ndarray. What is neither plain data nor a
tensor stays in the sandbox and comes back as a `Remote`, a handle to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.isolation import wire
from autograder.isolation.sandbox import RemoteError, Sandbox, SandboxDied, SandboxError, SandboxTimeout

__all__ = [
    "Parameter",
    "Remote",
    "SandboxDied",
    "SandboxError",
    "SandboxTimeout",
    "Student",
    "StudentError",
    "Variables",
]

StudentError = RemoteError  # the name that hidden tests read


@dataclass(frozen=True)
class Parameter:
    """A parameter of a student's module."""

    value: np.ndarray
    requires_grad: bool


class Remote:
    """A handle to an object in the sandbox: its attributes are read, and it is called, across the wall."""

    def __init__(self, sandbox: Sandbox, reference: wire.Reference) -> None:
        self._sandbox = sandbox
        self.reference = reference

    @property
    def type_name(self) -> str:
        """The type that the sandbox says the object has, such as "numpy.ndarray"."""
        return self.reference.type_name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # Python's own protocols (copy, pickle, repr) end here
            raise AttributeError(name)
        return _local(self._sandbox, self._sandbox.request("get", self.reference, name))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _local(self._sandbox, self._sandbox.request("call", self.reference, list(args), kwargs))

    def __repr__(self) -> str:
        return f"<{self.type_name} in the sandbox>"


def _local(sandbox: Sandbox, value: Any) -> Any:
    """`value` with every Reference in it made a Remote."""
    if isinstance(value, wire.Reference):
        return Remote(sandbox, value)
    if isinstance(value, (list, tuple)):
        return type(value)(_local(sandbox, item) for item in value)
    if isinstance(value, dict):
        return {key: _local(sandbox, item) for key, item in value.items()}
    return value


def adopt(sandbox: Sandbox) -> Sandbox:
    """Let the grader's functions call what the student's code hands to them."""
    sandbox.adopt = lambda value: _local(sandbox, value)
    return sandbox


class Student:
    """A student's files in a sandbox. `renew` starts over in a fresh one; the first starts when it is needed.

    Args:
        start: makes a sandbox.
        hung: modules whose import has hung before, in any test: no test waits for these again. This one adds its own.
    """

    def __init__(self, start: Callable[[], Sandbox], hung: set[str] | None = None) -> None:
        self._start = start
        self._hung = set() if hung is None else hung
        self._sandbox: Sandbox | None = None
        self._replaced: dict[str, Callable[..., Any]] = {}
        self.printed = ""

    def renew(self, replaced: Mapping[str, Callable[..., Any]] | None = None) -> None:
        """End the sandbox; the next one has black boxes of the grader's under the names in `replaced`.

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
        """The student's module of that name, imported in the sandbox."""
        if module.startswith("_"):
            raise AttributeError(module)
        if module in self._hung:
            raise SandboxTimeout(f"Importing {module}.py took longer than the time limit in an earlier test already.")
        try:
            remote = self._ask("import", module)
        except SandboxTimeout as error:
            self._hung.add(module)
            raise SandboxTimeout(f"Importing {module}.py took longer than the time limit and was stopped.") from error
        assert isinstance(remote, Remote)
        return remote

    def gradients(
        self, function: Remote | str, args: Sequence[Any], upstream: np.ndarray, wrt: Sequence[int | str]
    ) -> list[np.ndarray | None]:
        """Gradients of sum(function(*args) * upstream); see isolation/tasks.py."""
        gradients: list[np.ndarray | None] = self._ask("gradients", function, list(args), upstream, list(wrt))
        return gradients

    def parameters(self, module: Remote) -> dict[str, Parameter]:
        return {name: Parameter(value, grad) for name, (value, grad) in self._ask("parameters", module).items()}

    def assign(self, module: Remote, values: Mapping[str, np.ndarray]) -> None:
        self._ask("assign", module, dict(values))

    def modules(self, module: Remote) -> list[tuple[str, str]]:
        modules: list[tuple[str, str]] = self._ask("modules", module)
        return modules

    def fit(
        self,
        module: Remote,
        images: np.ndarray | str,
        labels: np.ndarray | None = None,
        *,
        epochs: int,
        lr: float,
        batch_size: int = 64,
        optimizer: str = "sgd",
        limit: int | None = None,
    ) -> list[float]:
        losses: list[float] = self._ask("fit", module, images, labels, epochs, lr, batch_size, optimizer, limit)
        return losses

    def predict(self, module: Remote, images: np.ndarray) -> np.ndarray:
        """The module's outputs in evaluation mode, as one array."""
        parts = [self._ask("predict", module, images[i : i + 500]) for i in range(0, len(images), 500)]
        if not all(
            isinstance(part, np.ndarray) and part.ndim and part.shape[1:] == parts[0].shape[1:] for part in parts
        ):
            raise AssertionError("The model does not return one row of logits for each image.")
        return np.concatenate(parts)

    def operations(self, function: Remote | str, args: Sequence[Any]) -> int:
        count: int = self._ask("operations", function, list(args))
        return count

    def seed(self, seed: int) -> None:
        self._ask("seed", seed)

    def replace(self, name: str, function: Callable[..., Any]) -> None:
        self._ask("replace", name, function)

    def nn(self, name: str, *args: Any) -> Remote:
        remote: Remote = self._ask("build", name, list(args))
        return remote

    def stand_in_cnn(self, input_shape: Sequence[int], channels: Sequence[int], num_classes: int) -> Remote:
        remote: Remote = self._ask("stand_in_cnn", list(input_shape), list(channels), num_classes)
        return remote

    def stand_in_layer(
        self, weight: np.ndarray, bias: np.ndarray | None, input_size: Sequence[int], f: Callable[..., np.ndarray]
    ) -> Remote:
        """A locally connected layer that computes the grader's f(x, weight, bias)."""
        remote: Remote = self._ask("stand_in_layer", weight, bias, list(input_size), f)
        return remote

    def patch_classifier(self, layer: Remote, channels: int, num_classes: int) -> Remote:
        remote: Remote = self._ask("patch_classifier", layer, channels, num_classes)
        return remote

    def _ask(self, do: str, *args: Any) -> Any:
        if self._sandbox is None:
            self._sandbox = adopt(self._start())
            for name, function in self._replaced.items():
                self._sandbox.request("replace", name, function)
        return _local(self._sandbox, self._sandbox.request(do, *args))


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
