"""Inside a sandbox: arrays are torch's tensors, and what hidden tests need done next to a student's modules.

Generic chores, without any secret: no test, no expected value, no held-out label.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode

from autograder.wall import dynamo, with_numpy
from autograder.wall.wire import DTYPES, check_size

NAME = "torch.Tensor"  # of the arrays, as a student knows them

torch.set_num_threads(1)
dynamo.stand_in()


def seed(number: int) -> None:
    """Make what is random the same in every sandbox."""
    with_numpy.seed(number)
    torch.manual_seed(number)


def settle() -> None:
    """Undo what a question's cells may have changed of the libraries."""
    torch.set_default_dtype(torch.float32)


def arrive(array: np.ndarray) -> Tensor:
    """An array of the grader's, as the student's code gets it."""
    return torch.from_numpy(array)


def leave(value: Any) -> np.ndarray | None:
    """The numbers of the student's tensor; None where `value` is none, or is of a type that no frame holds."""
    if not isinstance(value, Tensor) or value.layout != torch.strided:
        return None
    plain = value.detach().cpu().resolve_conj().resolve_neg()
    if str(plain.dtype).removeprefix("torch.") not in DTYPES:
        return None
    check_size(tuple(plain.shape))
    array: np.ndarray = plain.contiguous().numpy()
    return array


def find(function: Any) -> Any:
    """The object of a dotted name such as "windows.moving_average"; what is no name is returned as it is."""
    if not isinstance(function, str):
        return function
    module, name = function.rsplit(".", 1)
    return getattr(importlib.import_module(module), name)


def gradients(function: Any, args: Sequence[Any], upstream: Tensor, wrt: Sequence[int | str]) -> list[Tensor | None]:
    """Gradients of sum(function(*args) * upstream) by arguments (an index) and parameters (a name).

    Returns:
        One tensor for each item of `wrt`; None where nothing depends on it.

    Raises:
        RuntimeError: the output carries no gradient at all, or has another shape than `upstream`.
    """
    function = find(function)
    args = list(args)
    for index in wrt:
        if isinstance(index, int):
            args[index] = args[index].detach().clone().requires_grad_()
    leaves = [args[item] if isinstance(item, int) else _tensor(function, item) for item in wrt]
    output = function(*args)
    if output.shape != upstream.shape:
        raise RuntimeError(f"the output has shape {tuple(output.shape)} instead of {tuple(upstream.shape)}")
    # The sum, for `grad_outputs` would have torch import sympy first: a quarter of a second in each sandbox.
    return list(torch.autograd.grad((output * upstream).sum(), leaves, allow_unused=True))


def parameters(module: nn.Module) -> dict[str, tuple[Tensor, bool]]:
    found = dict(module.named_parameters())
    if any(map(nn.parameter.is_lazy, found.values())):
        raise RuntimeError("uninitialized parameter: a lazy layer has none of its numbers yet")
    return {name: (parameter, parameter.requires_grad) for name, parameter in found.items()}


def state_size(module: nn.Module) -> int:
    """How many numbers the module's parameters and buffers are."""
    return sum(tensor.numel() for tensor in [*module.parameters(), *module.buffers()])


def _tensor(module: nn.Module, name: str) -> Tensor:
    """A parameter, or failing that a plain tensor attribute: that it is not registered is another test's question."""
    found = dict(module.named_parameters()).get(name)
    if found is None:
        found = getattr(module, name)
    if not isinstance(found, Tensor):
        raise TypeError(f"{name} must be a tensor, got {type(found).__name__}")
    return found


def assign(module: nn.Module, values: dict[str, Tensor]) -> None:
    with torch.no_grad():
        for name, value in values.items():
            own = _tensor(module, name)
            if own.shape != value.shape:
                raise ValueError(f"parameter {name} has shape {tuple(own.shape)}, expected {tuple(value.shape)}")
            own.copy_(value)


def modules(module: nn.Module) -> list[tuple[str, str]]:
    return [(name, _kind(part)) for name, part in module.named_modules()]


def _kind(module: nn.Module) -> str:
    """The class of torch's that it is an object of: a Linear of one's own is a Linear."""
    return next((kind.__name__ for kind in type(module).__mro__ if kind.__module__.startswith("torch.nn.")), "Module")


def predict(module: nn.Module, images: Tensor) -> Tensor:
    module.eval()
    with torch.no_grad():
        return torch.cat([module(batch) for batch in torch.split(images, 64)])


class _Counter(TorchDispatchMode):  # type: ignore[no-untyped-call]
    count = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.count += 1
        return func(*args, **(kwargs or {}))


def operations(function: Any, args: Sequence[Any]) -> int:
    """How many torch operators one call dispatches."""
    counter = _Counter()  # type: ignore[no-untyped-call]
    with counter:
        find(function)(*args)
    return counter.count


def build(name: str, args: Sequence[Any]) -> nn.Module:
    module: nn.Module = getattr(nn, name)(*args)
    return module


ACTIONS: dict[str, Callable[..., Any]] = {
    "gradients": gradients,
    "parameters": parameters,
    "state_size": state_size,
    "assign": assign,
    "modules": modules,
    "predict": predict,
    "operations": operations,
    "build": build,
    "seed": seed,
}
