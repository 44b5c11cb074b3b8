"""Inside a sandbox: what hidden tests need done next to the student's objects, such as gradients and training.

Generic torch chores, without any secret: no test, no expected value, no held-out label.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode


def find(function: Any) -> Any:
    """The object of a dotted name such as "toeplitz.toeplitz_matrix"; what is no name is returned as it is."""
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
    return {name: (parameter, parameter.requires_grad) for name, parameter in module.named_parameters()}


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
    return [(name, type(part).__name__) for name, part in module.named_modules()]


def fit(
    module: nn.Module,
    images: Tensor | str,
    labels: Tensor | None,
    epochs: int,
    lr: float,
    batch_size: int,
    optimizer: str,
    limit: int | None,
) -> list[float]:
    """Train with the students' own loop (lab.train); return the loss of every step.

    Args:
        images: or the name of a split of the images that students have, with whose labels to train where `labels` is
            None.
        limit: train on the first so many images of the split only.
    """
    import lab  # the grader's copy, which lies in the scratch folder

    if isinstance(images, str):
        images, own_labels = lab.load_images(images, limit=limit)
        labels = own_labels if labels is None else labels
    history = lab.train(
        module, images, labels, epochs=epochs, lr=lr, batch_size=batch_size, optimizer=optimizer, progress=False
    )
    return [float(loss) for loss in history.losses]


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


def stand_in_cnn(input_shape: Sequence[int], channels: Sequence[int], num_classes: int) -> nn.Module:
    """A network with `features` and `classifier`, for tests that must not depend on the student's CNN."""
    depth, height, width = input_shape
    model = nn.Sequential()
    model.add_module(
        "features",
        nn.Sequential(
            nn.Conv2d(depth, channels[0], 5, padding=2),
            nn.ReLU(),
            nn.Conv2d(channels[0], channels[1], 3, padding=1),
            nn.ReLU(),
        ),
    )
    model.add_module("flatten", nn.Flatten())
    model.add_module("classifier", nn.Linear(channels[1] * height * width, num_classes))
    return model


class StandInLayer(nn.Module):
    """What as_linear reads of a locally connected layer; what it computes, the grader computes."""

    def __init__(
        self, weight: Tensor, bias: Tensor | None, input_size: Sequence[int], f: Callable[..., Tensor]
    ) -> None:
        super().__init__()
        self.out_channels, self.in_channels, self.kernel_size = weight.shape[2:5]
        self.input_size = tuple(input_size)
        self.weight = nn.Parameter(weight)
        self.bias = None if bias is None else nn.Parameter(bias)
        self._f = f

    def forward(self, x: Tensor) -> Tensor:
        return self._f(x, self.weight, self.bias).to(x.dtype)


class _Mean(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.mean((-2, -1))


def patch_classifier(layer: nn.Module, channels: int, num_classes: int) -> nn.Module:
    """layer, ReLU, spatial mean, linear: it can tell positions apart only if `layer` can."""
    return nn.Sequential(layer, nn.ReLU(), _Mean(), nn.Linear(channels, num_classes))


ACTIONS: dict[str, Callable[..., Any]] = {
    "gradients": gradients,
    "parameters": parameters,
    "state_size": state_size,
    "assign": assign,
    "modules": modules,
    "fit": fit,
    "predict": predict,
    "operations": operations,
    "build": build,
    "seed": torch.manual_seed,
    "stand_in_cnn": stand_in_cnn,
    "stand_in_layer": StandInLayer,
    "patch_classifier": patch_classifier,
}
