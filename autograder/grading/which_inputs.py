"""On which inputs an answer is wrong, where that can be said of their kind or of their sizes.

What is said holds for every input that was tried, and names none of them.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

_FEWEST = 2  # inputs of either kind, where what is wrong is told by the kind of input


def which_inputs(cases: Sequence[tuple[Any, ...]], right: Sequence[bool], names: Sequence[str]) -> str:
    """A sentence that tells the inputs with a right answer from those with a wrong one, or "".

    Args:
        cases: the arguments of each call.
        right: for each call, whether its answer is right.
        names: of the arguments.
    """
    if not any(right) or len(cases) < 3:
        return ""
    for words, holds in _kinds():
        kinds = [_first(case, holds) for case in cases]
        if None not in kinds and kinds == [*right]:
            return f"It is right for {words}, and for no other input that was tried."
    if all(len(case) == 2 and isinstance(case[0], np.ndarray) and _is_pair(case[1]) for case in cases):
        return _by_the_pair(cases, right)
    return _by_sizes(cases, right, names)


def _kinds() -> Iterator[tuple[str, Callable[[tuple[int, ...]], bool | None]]]:
    """Words for a kind of input -> whether a shape is of it; None where that cannot be said."""

    def images(holds: Callable[..., bool]) -> Callable[[tuple[int, ...]], bool | None]:
        return lambda shape: holds(*shape) if len(shape) == 4 else None

    yield "images as high as wide", images(lambda n, c, h, w: h == w)
    yield "images of one channel", images(lambda n, c, h, w: c == 1)
    yield "a batch of one image", images(lambda n, c, h, w: n == 1)
    yield "square matrices", lambda shape: shape[0] == shape[1] if len(shape) == 2 else None


def _first(case: tuple[Any, ...], holds: Callable[[tuple[int, ...]], bool | None]) -> bool | None:
    arrays = [item for item in case if isinstance(item, np.ndarray)]
    return holds(arrays[0].shape) if arrays else None


def _by_the_pair(cases: Sequence[tuple[Any, ...]], right: Sequence[bool]) -> str:
    """What holds of all that is wrong and of little else, of calls with an array and a pair of numbers."""
    kinds = {"there are more than two axes": [array.ndim > 2 for array, _ in cases]}
    for place, sign in itertools.product((0, 1), (-1, 1)):
        words = f"the {('first', 'second')[place]} number of the pair is {'negative' if sign < 0 else 'positive'}"
        kinds[words] = [sign * pair[place] > 0 for _, pair in cases]
    wrong = right.count(False)
    for words, holds in kinds.items():
        # Some are right by luck, but not so many that it may come of something else.
        fits = wrong >= _FEWEST and 3 * wrong >= 2 * sum(holds) and holds.count(False) >= _FEWEST
        if fits and all(one or ok for one, ok in zip(holds, right, strict=True)):
            return f"It is wrong only where {words}."
    return ""


def _is_pair(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(type(one) is int for one in value)


_RELATIONS = {"larger than": operator.gt, "at least": operator.ge, "equal to": operator.eq}


def _by_sizes(cases: Sequence[tuple[Any, ...]], right: Sequence[bool], names: Sequence[str]) -> str:
    """What holds of the sizes of all that is wrong, and of nothing that is right."""
    found = [_sizes(case, names) for case in cases]
    if right.count(True) < _FEWEST or not found[0] or any(sizes.keys() != found[0].keys() for sizes in found):
        return ""
    for words, holds in _relations({name: [sizes[name] for sizes in found] for name in found[0]}):
        if all(one is not ok for one, ok in zip(holds, right, strict=True)):
            return f"It is wrong where {words}, and for no other input that was tried."
    return ""


def _relations(sizes: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, list[bool]]]:
    """Words about sizes -> of which inputs they are true. Each size has its name, and a value for each input."""
    for (words, relation), one, other in itertools.product(_RELATIONS.items(), sizes, sizes):
        if one != other:
            yield f"{one} is {words} {other}", [*map(relation, sizes[one], sizes[other])]
    for name, values in sizes.items():
        yield f"{name} is 1", [value == 1 for value in values]
        yield f"{name} is more than 1", [value > 1 for value in values]
        yield f"{name} is even", [value % 2 == 0 for value in values]
        yield f"{name} is odd", [value % 2 == 1 for value in values]


def _sizes(case: tuple[Any, ...], names: Sequence[str]) -> dict[str, int]:
    """The sizes in the arguments of a call, by what Python calls them; empty where there is anything besides."""
    found: dict[str, int] = {}
    for name, value in zip(names, case, strict=False):
        if type(value) is int:
            found[name] = value
        elif isinstance(value, np.ndarray) and value.ndim == 1:
            found[f"len({name})"] = len(value)
        elif isinstance(value, np.ndarray) and value.ndim == 2:
            found |= {f"{name}.shape[{axis}]": size for axis, size in enumerate(value.shape)}
        elif _is_pair(value):
            found |= {f"{name}[{place}]": size for place, size in enumerate(value)}
        else:
            return {}
    return found if len(names) >= len(case) else {}
