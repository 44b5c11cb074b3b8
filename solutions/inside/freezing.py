"""Looks at what a student's function returns, in the sandbox beside it: objects do not cross the wall."""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor, nn


def returns_own(freeze: Callable[[nn.Module], list[Tensor]], model: nn.Module) -> bool:
    """Whether all that `freeze` returns are parameters of the model, and not copies."""
    returned = freeze(model)
    own = {id(parameter) for parameter in model.parameters()}
    return all(id(one) in own for one in returned)


def freezes_again(freeze: Callable[[nn.Module], list[Tensor]], model: nn.Module) -> bool:
    """Whether the features are frozen where some of them were so already, and after a second call."""
    next(model.features.parameters()).requires_grad_(False)
    for _ in range(2):
        freeze(model)
        if any(parameter.requires_grad for parameter in model.features.parameters()):
            return False
    return True
