"""Which known wrong ideas explain an answer: one, or two at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import permutations
from typing import Any

import numpy as np

from autograder.grading.closeness import close
from autograder.grading.evidence import Comparison, Predict
from autograder.grading.misconceptions import catalogue

_FEWEST = 2  # wrong answers that an idea has to predict which does not predict the right ones
_Call = tuple[bool, tuple[Any, ...], np.ndarray, Predict]

_one_at_a_time = threading.Lock()  # each puts functions in the place of others


def ideas_behind(comparisons: Sequence[Comparison], most: int = 2) -> tuple[str, ...]:
    """The ids of the simplest explanation: of one idea that predicts every answer, else of two held at once.

    Failing that, of one idea that predicts every wrong answer, two at least, while others are right: it is held where
    nothing guards against it. Nothing where several of the simplest explain: what fits two is not named.

    Args:
        comparisons: of one function; at least one answer is wrong.
        most: how many ideas may be held at once. Trying two takes some tenths of a second; for 1, every answer must be
            predicted.
    """
    with _one_at_a_time:
        return _ideas_behind(comparisons, most)


def _ideas_behind(comparisons: Sequence[Comparison], most: int) -> tuple[str, ...]:
    function, oracle = comparisons[0].function, comparisons[0].oracle
    known = {entry.id: entry.predict for entry in catalogue().values() if entry.function == function and entry.predict}
    # Wrong answers first: most ideas fall at the first of them.
    calls = sorted(_calls(comparisons), key=lambda call: not call[0])
    wrong = [call for call in calls if call[0]]

    def explains(predict: Predict, calls: Sequence[_Call] = calls) -> bool:
        return all(_predicts(predict, case, answer, view) for _, case, answer, view in calls)

    singles = [(id,) for id, predict in known.items() if explains(predict)]
    if singles or most < 2:
        return singles[0] if len(singles) == 1 else ()
    pairs = {
        tuple(sorted((outer, inner)))
        for outer, inner in permutations(known, 2)
        if explains(both(known[outer], known[inner], oracle))
    }
    if pairs:
        return pairs.pop() if len(pairs) == 1 else ()
    # A wrong truth value is always the other one, and two numbers meet by chance: those say too little.
    telling = len(wrong) >= _FEWEST and all(answer.size > 1 for _, _, answer, _ in wrong)
    guarded = [(id,) for id, predict in known.items() if telling and explains(predict, wrong)]
    return guarded[0] if len(guarded) == 1 else ()


def _calls(comparisons: Sequence[Comparison]) -> Iterator[_Call]:
    """Of each call whether it is wrong, its arguments, what came, and the part of a prediction that it shows."""
    for one in comparisons:
        for wrong, case, answer in zip(one.wrong, one.cases, one.answers, strict=True):
            yield wrong, case, answer, one.view


def _predicts(predict: Predict, case: tuple[Any, ...], answer: np.ndarray, view: Predict) -> bool:
    try:
        with np.errstate(all="ignore"):
            return close(answer, view(predict(*case)))
    except (ValueError, IndexError):  # the idea has no answer for this input
        return False


def variation(oracle: Predict, **parts: Callable[..., Any]) -> Predict:
    """What comes where the oracle's own module has other functions of these names, which the oracle is made of.

    It is for an idea's `predict`, and two such ideas can be held at once: variation(oracles.mean, width=half_of_it).
    """

    def predict(*args: Any, **options: Any) -> Any:
        with ExitStack() as stack:
            for name, part in parts.items():
                stack.enter_context(_in_place_of(oracle, name, part))
            return oracle.__globals__[oracle.__name__](*args, **options)

    return predict


def both(outer: Predict, inner: Predict, oracle: Predict) -> Predict:
    """What comes of both ideas: `outer`, with `inner` wherever it calls the oracle by its name."""
    if not _has_a_name(oracle):
        return outer

    def predict(*args: Any) -> Any:
        def changed(*inner_args: Any, **options: Any) -> Any:
            with _in_place_of(oracle, oracle.__name__, oracle):  # `inner` itself calls the oracle as it is
                return inner(*inner_args, **options)

        with _in_place_of(oracle, oracle.__name__, changed):
            return outer(*args)

    return predict


def _has_a_name(oracle: Predict) -> bool:
    """Whether it is a function that ideas find in its module, under its name."""
    return getattr(oracle, "__globals__", {}).get(getattr(oracle, "__name__", "")) is oracle


@contextmanager
def _in_place_of(oracle: Predict, name: str, function: Predict) -> Iterator[None]:
    """Inside, and in this thread alone, the module of `oracle` has `function` under that name."""
    module, thread = oracle.__globals__, threading.get_ident()
    before = module[name]

    def either(*args: Any, **options: Any) -> Any:  # the other lane, in its thread, uses the same module
        return (function if threading.get_ident() == thread else before)(*args, **options)

    module[name] = either
    try:
        yield
    finally:
        module[name] = before
