"""Calls of the grader's functions by a student's code: what may go in and what may come out.

A lent function runs in the grader's own process. So it gets nothing that could make that busy, large or talkative: no
text (a NumPy function takes "O" for a dtype), no containers, no array but of numbers and of bounded size and sides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

MAX_RANK = 6
MAX_VOLUME = 2**18  # of an argument: the product of its sides, an empty side counted as 1
MAX_RESULT = 2**20
MAX_INTEGER = 10_000
MAX_SEQUENCE = 8  # of numbers, such as a shift
MAX_ARGUMENTS = 8


def call(function: Callable[..., Any], args: list[Any], kwargs: dict[Any, Any]) -> Any:
    """Return what `function` returns.

    Raises:
        TypeError: an argument is none that such a function takes, or its result is too large to be sent.
        Exception: what the function itself raises.
    """
    if len(args) + len(kwargs) > MAX_ARGUMENTS:
        raise TypeError(f"it takes at most {MAX_ARGUMENTS} arguments, got {len(args) + len(kwargs)}")
    for name in kwargs:
        if not (isinstance(name, str) and name.isidentifier()):
            raise TypeError("the name of an argument must be an identifier")
    for value in (*args, *kwargs.values()):
        _check(value)
    with np.errstate(all="ignore"):  # a student's NaN is no warning of ours
        result = function(*args, **kwargs)
    if isinstance(result, np.ndarray) and (result.dtype.kind not in "biufc" or result.size > MAX_RESULT):
        raise TypeError(f"its answer would have {result.size} values of {result.dtype}, more than can be sent")
    return result


def _check(value: Any) -> None:
    if value is None or isinstance(value, (bool, float)):
        return
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise TypeError(f"an integer must lie between -{MAX_INTEGER} and {MAX_INTEGER}")
    elif isinstance(value, np.ndarray):
        _check_array(value)
    elif isinstance(value, (list, tuple)):
        if len(value) > MAX_SEQUENCE:
            raise TypeError(f"a sequence must have at most {MAX_SEQUENCE} numbers, got {len(value)}; give a tensor")
        for item in value:
            if not isinstance(item, (bool, int, float)):
                raise TypeError(f"a sequence must hold numbers, got {type(item).__name__}")
            _check(item)
    elif not callable(value):  # a function of the student's own is called where it is, with the student's time
        raise TypeError(f"it takes tensors and numbers, got {type(value).__name__}")


def _check_array(array: np.ndarray) -> None:
    volume = 1
    for side in array.shape:
        volume *= max(side, 1)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"it takes tensors of real numbers, got {array.dtype}")
    if array.ndim > MAX_RANK or volume > MAX_VOLUME:
        raise TypeError(
            f"it takes tensors of at most {MAX_RANK} axes and {MAX_VOLUME} values, got one of shape {array.shape}"
        )
