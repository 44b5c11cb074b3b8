"""Answers against oracles, and the words for what differs.

What is said here the student reads: what was checked and what was seen, never an expected value or an input.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import numpy as np

from autograder.errors import Failed, StudentError
from autograder.grading.evidence import Comparison, note, note_gradient
from autograder.grading.evidence import shape_of as shape_of  # for hidden tests, as all here
from autograder.grading.ideas import ideas_behind
from autograder.grading.near_miss import unexplained
from autograder.homework import array_name
from autograder.wall.student import Remote, Student


def fail(seen: str, hint: str = "", misconception: str | None = None) -> NoReturn:
    """End a hidden test; a named misconception brings its own words, and so do two ("one+other")."""
    raise Failed(seen, hint, misconception)


def normal(*shape: int, seed: int = 0) -> np.ndarray:
    """Normally distributed float32 numbers: the same for the same arguments, whichever tests ran before."""
    return np.random.default_rng([seed, *shape]).normal(size=shape).astype(np.float32)


def find(student: Student, name: str) -> Remote:
    """The student's function or class of that dotted name; fails where the name stands for something else."""
    module, attribute = name.rsplit(".", 1)
    found = getattr(getattr(student, module), attribute)
    if not isinstance(found, Remote):
        fail(f"{attribute} in {module}.py must be a function or a class, got {kind_of(found)}.")
    return found


def kind_of(value: Any) -> str:
    """The type of what the student returned, in the student's words."""
    if isinstance(value, np.ndarray):
        return array_name()
    return value.type_name if isinstance(value, Remote) else type(value).__name__


def as_tensor(value: Any, what: str) -> np.ndarray:
    """`value` if the student returned a tensor; otherwise the test fails with what it was."""
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, Remote) and value.type_name.startswith("torch."):
        fail(f"{what} must be a dense tensor with the dtype of the arguments, got another kind of tensor.")
    fail(f"{what} must be a {array_name()}, got {kind_of(value)}.")


def as_number(value: Any) -> Any:
    """`value`, a NumPy scalar made a Python number: that is what it is to any caller."""
    if isinstance(value, Remote) and value.type_name in ("numpy.float64", "numpy.bool", "numpy.bool_"):
        return value.item()
    return value


def matches_oracle(
    function: str,
    cases: Sequence[tuple[Any, ...]],
    answer: Callable[..., Any],
    oracle: Callable[..., Any],
    *,
    what: str,
    which: Callable[[Sequence[np.ndarray], Sequence[np.ndarray]], str] | None = None,
    view: Callable[[Any], np.ndarray] = np.asarray,
) -> None:
    """Fail unless answer(*case) equals view(oracle(*case)) on every case.

    Where it does not, the wrong ideas of the catalogue about `function` are tried: if exactly one predicts every
    answer, the student is told which. Else what is true of the answer is said. Once all tests have run, those of one
    function are judged together, see together.py.

    Args:
        function: dotted name, as in the catalogue.
        cases: the arguments of each call.
        answer: what the student's code says.
        what: what is compared, for the student: "the matrix".
        which: of the answers and of what is right, the words for what is wrong, where they say more than `what`.
        view: the part of an oracle's or a prediction's result that `answer` returns.
    """
    try:
        expected = [view(oracle(*case)) for case in cases]
    except Exception as error:  # no student's code had a part in it
        raise RuntimeError(f"the oracle of {function} failed") from error
    answers = [as_tensor(answer(*case), what[0].upper() + what[1:]) for case in cases]
    what = which(answers, expected) if which else what
    judge(Comparison(function, cases, answers, expected, oracle, view, what))


def judge(comparison: Comparison, hint: str = "", misconception: str | None = None) -> None:
    """Fail unless every answer of the comparison is right, and name the idea behind them, or what is true of them.

    Args:
        hint, misconception: for answers that no idea of the catalogue predicts.
    """
    note(comparison)
    if not any(comparison.wrong):
        return
    if recognised := ideas_behind([comparison], most=1):
        fail(comparison.seen, misconception="+".join(recognised))
    fail(unexplained(comparison), hint, misconception)


def gradient_matches(
    student: Student,
    function: Remote,
    args: Sequence[Any],
    wrt: int | str,
    output: Callable[[np.ndarray], Any],
    at: np.ndarray,
    *,
    what: str,
    misconception: str,
    of: str,
) -> None:
    """Fail unless the gradient of the student's own map agrees with how its output changes.

    The map is affine in the value in question, so its change along any direction is exact, however large the step;
    and a mistake in its values, which has its own tests, costs nothing here.

    Args:
        function, args, wrt: as in Student.gradients.
        output: the student's output for another value of that argument or parameter.
        at: the value where the gradient is taken.
        what: the argument or parameter, for the student.
        misconception: named where no gradient arrives.
        of: dotted name of the function, as in the catalogue.
    """

    def values(value: np.ndarray) -> np.ndarray:
        got = as_tensor(output(value), "The output")
        if got.dtype.kind != "f":
            fail(f"The output has the dtype {got.dtype}, and only floating numbers carry a gradient.")
        if not np.isfinite(got).all():
            fail("The output has NaN or infinite values.")
        return got

    before = values(at)
    direction, upstream = normal(*at.shape, seed=101), normal(*before.shape, seed=102)
    after = values(at + direction)
    if after.shape != before.shape:
        fail("The shape of the output changes with the values of the input.")
    change = after.astype(np.float64) - before
    sizes = float(np.linalg.norm(before.astype(np.float64)) + np.linalg.norm(after.astype(np.float64)))
    # Rounding changes a hundred times less; and where nothing changes, zeros would agree with it as a gradient.
    if not np.linalg.norm(change) > 1e-4 * sizes:
        fail(f"The output does not change with {what}.")
    output(at)  # a parameter is back where it was
    note_gradient(of)
    try:
        (gradient,) = student.gradients(function, args, upstream, [wrt])
    except StudentError as error:
        if "does not require grad" in error.message or "on Tensor that requires grad" in error.message:
            fail(f"No gradient reaches {what}.", misconception=misconception)
        raise
    if gradient is None or not gradient.any():
        fail(f"No gradient reaches {what}.", misconception=misconception)
    if gradient.shape != at.shape or gradient.dtype.kind != "f":
        fail(f"The gradient by {what} has another shape or dtype than {what}.")
    got, expected = float((gradient * direction).sum()), float((upstream * change).sum())
    # Rounding of some thousand float32 products is below 1e-5 of the norms; a place left out changes far more.
    rounding = float(np.linalg.norm(upstream)) * (1e-4 * float(np.linalg.norm(change)) + 1e-6 * sizes)
    if not abs(got - expected) <= rounding:
        fail(
            f"The gradient by {what} does not agree with how the output changes.",
            "Each number's gradient sums over all places where it is used. Is some part of the output detached, or "
            "left out where a number is zero?",
        )


def accepts(
    call: Callable[[], Any], what: str, right: Callable[[Any], bool] = lambda value: isinstance(value, np.ndarray)
) -> None:
    """Fail where the student's code refuses `what`, or gives nothing of the right kind for it.

    To refuse all is no check, and to say that something is allowed is no answer.

    Args:
        right: whether a value is of the right kind; by default, whether it is a tensor. Other tests look at what is
            in it.
    """
    value = call()
    if not right(value):
        fail(f"{what} is allowed, and your code returned {kind_of(value)} for it.")


def rejects(call: Callable[[], Any], what: str, misconception: str | None = None) -> None:
    """Fail unless `call` raises ValueError in the student's code; `misconception` is named where nothing is raised.

    First let the test see what is allowed accepted.
    """
    try:
        call()
    except StudentError as error:
        if error.is_a("ValueError"):
            return
        if error.is_a("NotImplementedError"):
            raise
        fail(
            f"{what} must raise ValueError; your code raised {error.type_name}.",
            "Check the arguments first, before any computing, and name the rule and the value in the message.",
        )
    fail(
        f"{what} must raise ValueError; your code returned a value.",
        "The docstring's Raises section lists what to check.",
        misconception,
    )
