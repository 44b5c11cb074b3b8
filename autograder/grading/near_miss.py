"""What is true of an answer that no known wrong idea explains, in the student's terms.

Each statement is checked on every input before it is made, and says nothing about an expected value.
"""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.grading.closeness import agrees, close
from autograder.grading.evidence import Comparison
from autograder.grading.which_inputs import which_inputs

_MOST_AXES = 4  # of arrays whose axes are tried in another order
_FEWEST = 2  # wrong numbers, where something is said of all of them


def unexplained(comparison: Comparison) -> str:
    """What is wrong with the answers of a comparison that no known wrong idea explains, and what is true of them."""
    names = list(inspect.signature(comparison.oracle).parameters)
    missed = near_miss(comparison.cases, comparison.answers, comparison.expected, names)
    return f"{comparison.seen} {missed}".strip()


def near_miss(
    cases: Sequence[tuple[Any, ...]],
    answers: Sequence[np.ndarray],
    expected: Sequence[np.ndarray],
    names: Sequence[str] = (),
) -> str:
    """A sentence that holds for every input, or "" where none of those known here does.

    Args:
        cases: the arguments of each call.
        answers, expected: what came, and what is right; at least one differs.
        names: of the arguments, where something may be said of their sizes.
    """
    if any(got.dtype.kind not in "iuf" or not np.isfinite(got).all() for got in answers):
        return ""
    if words := _other_shape(answers, expected):
        return words
    pairs = [(got.astype(np.float64), want.astype(np.float64)) for got, want in zip(answers, expected, strict=True)]
    if words := _other_axes(pairs) or _other_numbers(pairs):
        return words
    if places := _some_places(pairs):
        return f"{places} {_zeros(pairs)}".strip()
    where = which_inputs(cases, [close(got, want) for got, want in pairs], names)
    return f"{where} {_zeros(pairs) or _one_sided(pairs)}".strip()


def _other_shape(answers: Sequence[np.ndarray], expected: Sequence[np.ndarray]) -> str:
    """Right but for axes of length one, or empty where it is wrong."""
    wrong = [(got, want) for got, want in zip(answers, expected, strict=True) if not close(got, want)]
    if all(got.ndim != want.ndim and close(got.squeeze(), want.squeeze()) for got, want in wrong):
        which = {"missing" if got.ndim < want.ndim else "too many" for got, want in wrong}
        return f"It is right but for axes of length one, which are {' or '.join(sorted(which))}."
    if all(got.size == 0 < want.size for got, want in wrong):
        return "It is empty there. A slice such as a[p:-p] holds nothing where p is 0."
    return ""


Pairs = Sequence[tuple[np.ndarray, np.ndarray]]


def _other_axes(pairs: Pairs) -> str:
    """Right numbers, in another arrangement."""
    ndim = pairs[0][1].ndim
    if not 1 <= ndim <= _MOST_AXES or any(got.ndim != ndim or want.ndim != ndim for got, want in pairs):
        return ""
    for axis in range(ndim):
        if all(close(np.flip(got, axis), want) for got, want in pairs):
            return f"It is right once its axis {axis} is read backwards."
    for order in itertools.permutations(range(ndim)):
        if order != tuple(range(ndim)) and all(close(got.transpose(order), want) for got, want in pairs):
            return (
                "It is right once it is transposed." if ndim == 2 else "It is right once its axes are in another order."
            )
    return ""


def _other_numbers(pairs: Pairs) -> str:
    """Right up to a sign, a factor or an offset."""
    if any(got.shape != want.shape or want.size == 0 for got, want in pairs):
        return ""
    if all(close(-got, want) for got, want in pairs):
        return "It is right but for its sign."
    got, want = (np.concatenate([pair[side].ravel() for pair in pairs]) for side in (0, 1))
    if len(got) > 2 and want.any() and got.any():
        factor = float(got @ want / (want @ want))
        if factor and all(close(one / factor, other) for one, other in pairs):
            return "It is right up to one factor, the same for all its numbers and all inputs."
    offset = float(np.mean(got - want))
    if len(got) > len(pairs) and all(close(one - offset, other) for one, other in pairs):
        return "It is right up to one number that is added, the same everywhere."
    return ""


def _one_sided(pairs: Pairs) -> str:
    """Of single numbers, too large wherever they are wrong, or too small."""
    wrong = [(got, want) for got, want in pairs if not close(got, want)]
    if len(wrong) < _FEWEST or any(got.size != 1 or want.size != 1 for got, want in wrong):
        return ""
    if {side.item() for pair in wrong for side in pair} <= {0, 1}:  # yes and no
        return ""
    for words, sign in (("large", 1), ("small", -1)):
        if all(sign * (got - want).item() > 0 for got, want in wrong):
            return f"Where it is wrong, it is too {words}."
    return ""


def _some_places(pairs: Pairs) -> str:
    """Right away from the border, or in all but the first or the last rows or columns."""
    wrong = [(got, want) for got, want in pairs if not close(got, want)]
    if any(got.shape != want.shape or got.ndim < 2 for got, want in wrong):
        return ""
    masks = [_wrong_places(got, want) for got, want in wrong]
    for axis, what in ((0, "row"), (1, "column")):
        for sides, words in (((True, False), f"first {what}s"), ((False, True), f"last {what}s")):
            if all(_only_at(mask, axis, *sides) for mask in masks):
                return f"It is right everywhere but in the {words}."
        if all(_only_at(mask, axis, True, True) for mask in masks):
            return f"It is right everywhere but in the first and the last {what}s."
    if all(mask.shape[0] == mask.shape[1] > 2 for mask in masks) and wrong[0][1].ndim == 2:
        for half, words in ((np.tril, "above"), (np.triu, "below")):
            if not any(half(mask).any() for mask in masks):
                return f"It is right everywhere but {words} the diagonal."
    if all(_only_at_the_border(mask) for mask in masks):
        return "It is right everywhere but at the border."
    return ""


def _zeros(pairs: Pairs) -> str:
    """Right but for what is missing, or for what stands where nothing belongs."""
    if any(got.shape != want.shape or got.ndim < 2 for got, want in pairs):
        return ""
    wrong = [(got[places], want[places]) for got, want in pairs if (places := ~agrees(got, want)).any()]
    if not any(got.any() for got, _ in wrong):
        return "What is wrong in it is zero: something is missing there."
    if not any(want.any() for _, want in wrong):
        return "It holds all that it should, and something besides."
    return ""


def _wrong_places(got: np.ndarray, want: np.ndarray) -> np.ndarray:
    """Where a map or matrix is wrong, by its last two axes."""
    wrong = np.logical_not(agrees(got, want))
    places: np.ndarray = wrong.reshape(-1, *wrong.shape[-2:]).any(0)
    return places


def _edges(length: int) -> int:
    """How many lines at each end may count as an edge: fewer than those between."""
    return (length - 1) // 3


def _only_at(mask: np.ndarray, axis: int, first: bool, last: bool) -> bool:
    lines = np.flatnonzero(mask.any(1 - axis))
    length, edge = mask.shape[axis], _edges(mask.shape[axis])
    allowed = {*range(edge if first else 0), *range(length - edge if last else length, length)}
    both = not (first and last) or (lines.min() < edge and lines.max() >= length - edge)
    return edge > 0 and set(lines.tolist()) <= allowed and both


def _only_at_the_border(mask: np.ndarray) -> bool:
    rows, columns = (_edges(length) for length in mask.shape)
    return rows > 0 and columns > 0 and not mask[rows:-rows, columns:-columns].any()
