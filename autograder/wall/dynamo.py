"""A stand-in for torch._dynamo: 800 modules and 70 MB that every optimiser imports only to opt out of."""

from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Callable
from typing import Any

_NAME = "torch._dynamo"


class _Dynamo(types.ModuleType):
    """Has what torch.optim calls without torch.compile; anything else brings in the real module in its place."""

    __file__ = None  # so that inspect, which asks every module, does not bring it in

    @staticmethod
    def disable(function: Callable[..., Any], *_: Any, **__: Any) -> Callable[..., Any]:
        return function

    @staticmethod
    def graph_break() -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(_NAME) is self:
            del sys.modules[_NAME]
        return getattr(importlib.import_module(_NAME), name)


def stand_in() -> None:
    """Put the stand-in where torch will look; torch must be imported, torch._dynamo must not."""
    import torch

    assert _NAME not in sys.modules
    sys.modules[_NAME] = torch._dynamo = _Dynamo(_NAME)
