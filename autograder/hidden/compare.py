"""Answers against oracles, and the words for what differs.

What is said here the student reads: what was checked and what was seen, never an expected value or an input.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import numpy as np

from autograder.misconceptions import CATALOGUE
from autograder.remote import Remote, StudentError


class Failed(AssertionError):
    """A property does not hold: what was seen, a hint, and the misconception behind it where it was recognised."""

    def __init__(self, seen: str, hint: str = "", misconception: str | None = None) -> None:
        super().__init__(seen)
        self.seen, self.hint, self.misconception = seen, hint, misconception


def fail(seen: str, hint: str = "", misconception: str | None = None) -> NoReturn:
    """End a hidden test; a named misconception brings its own words."""
    if misconception is not None:
        entry = CATALOGUE[misconception]
        seen, hint = f"{seen} {entry.seen}".strip(), entry.hint
    raise Failed(seen, hint, misconception)


def as_tensor(value: Any, what: str) -> np.ndarray:
    """`value` if the student returned a tensor; otherwise the test fails with what it was."""
    if isinstance(value, np.ndarray):
        return value
    kind = value.type_name if isinstance(value, Remote) else type(value).__name__
    fail(f"{what} must be a torch.Tensor, got {kind}.")


def matches_oracle(
    function: str,
    cases: Sequence[tuple[Any, ...]],
    answer: Callable[..., Any],
    oracle: Callable[..., np.ndarray],
    *,
    what: str,
) -> None:
    """Fail unless answer(*case) equals oracle(*case) on every case.

    Where it does not, the wrong ideas of the catalogue about `function` are tried: if exactly one of them predicts
    every answer, the student is told which.

    Args:
        function: dotted name, as in the catalogue.
        cases: the arguments of each call.
        answer: what the student's code says.
        what: what is compared, for the student: "the matrix".
    """
    answers = [as_tensor(answer(*case), what[0].upper() + what[1:]) for case in cases]
    expected = [oracle(*case) for case in cases]
    wrong = [not close(got, want) for got, want in zip(answers, expected, strict=True)]
    if not any(wrong):
        return
    recognised = [
        entry.id for entry in CATALOGUE.values() if entry.function == function and entry.predicts(cases, answers, close)
    ]
    if len(cases) == 1:
        where = ""
    else:
        where = " on every input" if all(wrong) else f" on {sum(wrong)} of {len(cases)} inputs"
    if any(not np.isfinite(got).all() for got in answers):
        seen = f"NaN or infinite values in {what}{where}."
    elif any(got.shape != np.shape(want) for got, want in zip(answers, expected, strict=True)):
        seen = f"Wrong shape of {what}{where}."
    else:
        seen = f"Wrong values in {what}{where}."
    fail(seen, misconception=recognised[0] if len(recognised) == 1 else None)


def close(got: np.ndarray, want: np.ndarray) -> bool:
    """Whether two answers agree up to rounding.

    Sums of up to some hundred float32 products, in any order, differ by less than 1e-5 of the largest value; ten
    times that leaves room for any right way to compute them, and is far below what any mistake makes.
    """
    want = np.asarray(want)
    if got.shape != want.shape:
        return False
    scale = float(np.abs(want).max(initial=0.0)) or 1.0
    return bool(np.allclose(got, want, rtol=0, atol=1e-4 * scale))


def rejects(call: Callable[[], Any], what: str) -> None:
    """Fail unless `call` raises ValueError in the student's code."""
    try:
        call()
    except StudentError as error:
        if error.type_name == "ValueError":
            return
        if error.type_name == "NotImplementedError":
            raise
        fail(
            f"{what} must raise ValueError; your code raised {error.type_name}.",
            "Check the arguments first, before any computing, and name the rule and the value in the message.",
        )
    fail(
        f"{what} must raise ValueError; your code returned a value.",
        "The docstring's Raises section lists what to check.",
    )
