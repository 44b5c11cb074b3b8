"""Which known wrong ideas explain an answer: one, or two at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np

from autograder.grading.closeness import close
from autograder.grading.evidence import Comparison, Predict
from autograder.grading.misconceptions import predicting

_FEWEST = 2  # wrong answers that an idea has to predict which does not predict the right ones


@dataclass(frozen=True)
class _Call:
    """One call of the function: whether its answer is wrong, and the part of a prediction that the answer shows."""

    wrong: bool
    case: tuple[Any, ...]
    answer: np.ndarray
    view: Callable[[Any], np.ndarray]


Memory = dict[tuple[tuple[str, ...], int, int], np.ndarray | None]  # ids, a case and a view by their id() -> predicted

_one_at_a_time = threading.Lock()  # each puts functions in the place of others


def ideas_behind(comparisons: Sequence[Comparison], most: int = 2) -> tuple[str, ...]:
    """The ids of the simplest explanation; where there are several, what all of them share: what fits two is not named.

    Args:
        comparisons: of one function; at least one answer is wrong.
        most: how many ideas may be held at once. Trying two takes some tenths of a second; for 1, every answer must be
            predicted.
    """
    found = explanations(comparisons, most)
    return tuple(id for id in found[0] if all(id in ids for ids in found)) if found else ()


def explanations(
    comparisons: Sequence[Comparison], most: int = 2, memory: Memory | None = None
) -> list[tuple[str, ...]]:
    """The simplest explanations, as ids: the ideas that predict every answer, else the pairs held at once that do.

    Failing that, the ideas that predict the most wrong answers, two at least and more than half of them: an idea is
    held where nothing guards against it. One that does not predict all of them has to predict what is right, too.

    Args:
        comparisons, most: as for ideas_behind.
        memory: what earlier calls have found of the very same cases.
    """
    with _one_at_a_time:
        return _explanations(comparisons, most, {} if memory is None else memory)


def _explanations(comparisons: Sequence[Comparison], most: int, memory: Memory) -> list[tuple[str, ...]]:
    oracle, known = comparisons[0].oracle, predicting().get(comparisons[0].function, {})
    # Wrong answers first: most ideas fall at the first of them.
    calls = sorted(_calls(comparisons), key=lambda call: not call.wrong)
    wrong = [call for call in calls if call.wrong]

    def explain(ids: tuple[str, ...], calls: Sequence[_Call] = calls) -> bool:
        predict = known[ids[0]] if len(ids) == 1 else both(known[ids[0]], known[ids[1]], oracle)
        for call in calls:
            key = ids, id(call.case), id(call.view)
            if key not in memory:
                memory[key] = _prediction(predict, call)
            predicted = memory[key]
            if predicted is None or not close(call.answer, predicted):
                return False
        return True

    singles: list[tuple[str, ...]] = [(id,) for id in known if explain((id,))]
    if singles or most < 2:
        return singles
    pairs: set[tuple[str, ...]] = {(min(pair), max(pair)) for pair in permutations(known, 2) if explain(pair)}
    if pairs:
        return sorted(pairs)
    return [(id,) for id in _held_in_part(wrong, [call for call in calls if not call.wrong], known, explain)]


def _held_in_part(
    wrong: Sequence[_Call], right: Sequence[_Call], known: Iterable[str], explain: Callable[..., bool]
) -> list[str]:
    """The ideas that predict all that is wrong, else those that predict the most of it and all that is right."""
    # A wrong truth value is always the other one, and two numbers meet by chance: those say too little.
    if len(wrong) < _FEWEST or any(call.answer.size < 2 for call in wrong):
        return []
    if held := [id for id in known if explain((id,), wrong)]:
        return held
    # What is the same number everywhere, such as an image that has left, comes of many ideas.
    varied = [call for call in wrong if (call.answer != call.answer.flat[0]).any()]
    predicted = {id: sum(explain((id,), [call]) for call in varied) for id in known if explain((id,), right)}
    most = max(predicted.values(), default=0)
    return [id for id in predicted if predicted[id] == most >= _FEWEST and 2 * most > len(wrong)]


def _calls(comparisons: Sequence[Comparison]) -> Iterator[_Call]:
    for one in comparisons:
        for wrong, case, answer in zip(one.wrong, one.cases, one.answers, strict=True):
            yield _Call(wrong, case, answer, one.view)


def _prediction(predict: Predict, call: _Call) -> np.ndarray | None:
    """What would come under an idea; None where it has no answer for this input."""
    try:
        with np.errstate(all="ignore"):
            return call.view(predict(*call.case))
    except (ValueError, IndexError):
        return None


def variation(oracle: Predict, **parts: Callable[..., Any]) -> Predict:
    """What comes where the oracle's own module has other functions of these names, which the oracle is made of.

    It is for an idea's `predict`, and two such ideas can be held at once: variation(oracles.mean, width=half_of_it).
    A part cannot call the oracle's function of its name: it would call itself.
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
