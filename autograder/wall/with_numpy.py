"""Inside a sandbox: arrays are NumPy's, for a homework without torch. The names are those of with_torch.py."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.wall.wire import DTYPES, check_size

NAME = "numpy.ndarray"  # of the arrays, as a student knows them


def seed(number: int) -> None:
    """Make what is random the same in every sandbox."""
    random.seed(number)
    np.random.seed(number)


def settle() -> None:
    """Undo what a question's cells may have changed of the libraries."""


def arrive(array: np.ndarray) -> np.ndarray:
    """An array of the grader's, as the student's code gets it."""
    return array


def leave(value: Any) -> np.ndarray | None:
    """The numbers of the student's array; None where `value` is none, or is of a type that no frame holds."""
    if type(value) is not np.ndarray or value.dtype.name not in DTYPES:
        return None
    check_size(value.shape)
    return np.ascontiguousarray(value) if value.ndim else value


ACTIONS: dict[str, Callable[..., Any]] = {"seed": seed}
