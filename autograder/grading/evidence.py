"""What a hidden test compared with an oracle, kept until all tests of the function have run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from autograder.grading.closeness import close

Predict = Callable[..., Any]


@dataclass(frozen=True)
class Comparison:
    """Calls of one function of the student's: what came, and what is right.

    Attributes:
        function: its dotted name, as in the catalogue.
        cases: the arguments of each call.
        answers, expected: what came of each, and what should have.
        oracle: what is right.
        view: the part of an oracle's or a prediction's result that an answer shows.
        what: what is compared, for the student: "the matrix".
        said: what is wrong, for the student, where something is; by default how many values or shapes of `what`.
    """

    function: str
    cases: Sequence[tuple[Any, ...]]
    answers: Sequence[np.ndarray]
    expected: Sequence[np.ndarray]
    oracle: Predict
    view: Callable[[Any], np.ndarray]
    what: str
    said: str = ""

    @cached_property
    def wrong(self) -> list[bool]:
        """For each call, whether its answer is wrong."""
        return [not close(got, want) for got, want in zip(self.answers, self.expected, strict=True)]

    @property
    def seen(self) -> str:
        """What is wrong with the answers, in a sentence for the student."""
        if self.said:
            return self.said
        if len(self.cases) == 1:
            where = ""
        else:
            where = " on every input" if all(self.wrong) else f" on {sum(self.wrong)} of {len(self.cases)} inputs"
        if any(not np.isfinite(got).all() for got in self.answers):
            return f"NaN or infinite values in {self.what}{where}."
        shapes = [got for got, want in zip(self.answers, self.expected, strict=True) if got.shape != want.shape]
        if shapes:
            return f"Wrong shape of {self.what}{where}, such as {shape_of(shapes[0])}."
        return f"Wrong values in {self.what}{where}."


_NO_MORE = re.compile(r"(NaN or infinite values in|Wrong shape of|Wrong values in) [^.]*\.")


def says_no_more(seen: str) -> bool:
    """Whether a text for the student says that values or shapes are wrong, as a comparison does, and nothing else."""
    return _NO_MORE.fullmatch(seen) is not None


def shape_of(array: np.ndarray) -> str:
    """Its shape, for the student, if it could be anybody's: the student chooses it, and could write inputs in it."""
    if array.ndim > 6 or max(array.shape, default=0) > 10_000:
        return "(of more than 6 axes, or more than 10,000 along one)"
    return str(array.shape)


@dataclass
class Evidence:
    """What one hidden test has seen of the student's functions.

    Attributes:
        comparisons: in the order in which they were made.
        gradients: functions whose gradient was asked for, once their values behaved.
    """

    comparisons: list[Comparison] = field(default_factory=list)
    gradients: list[str] = field(default_factory=list)


_collecting: ContextVar[Evidence | None] = ContextVar("_collecting", default=None)


@contextmanager
def collected() -> Iterator[Evidence]:
    """The evidence of what is checked inside, in this thread."""
    token = _collecting.set(evidence := Evidence())
    try:
        yield evidence
    finally:
        _collecting.reset(token)


def note(comparison: Comparison) -> None:
    if (evidence := _collecting.get()) is not None:
        evidence.comparisons.append(comparison)


def note_gradient(function: str) -> None:
    if (evidence := _collecting.get()) is not None:
        evidence.gradients.append(function)
