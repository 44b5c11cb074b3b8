"""The band that a shift up empties among the pixels that count."""

from collections.abc import Callable, Sequence
from typing import Any

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "Three of the four ends are right, and they look alike."
SEEN = "After a shift up, the last rows are compared too, though the shift has emptied them."
HINT = "Print the first and the last row and column that you compare, for shifts in all four directions."
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    (dy, dx), (height, width) = shift, after.shape[-2:]
    if max(abs(dy) + 2 * margin - height, abs(dx) + 2 * margin - width) >= 0:
        raise ValueError("no pixel is left")
    rows = slice(max(dy, 0) + margin, height - margin)
    columns = slice(max(dx, 0) + margin, width + min(dx, 0) - margin)
    first, after = first[..., rows, columns], after[..., rows, columns]
    difference, size = (first - after).norm().item(), after.norm().item()
    if difference == 0:
        return 0.0
    return difference / size if size else float("inf")
"""


def region_without(axis: int, sign: int) -> Callable[..., tuple[Any, ...]]:
    """The pixels that count, where a shift of that sign along that axis is passed over."""

    def region(shape: tuple[int, ...], shift: Sequence[int], margin: int) -> tuple[Any, ...]:
        known = [0 if place == axis and d * sign > 0 else d for place, d in enumerate(shift)]
        return (..., *(oracles.pixels(size, d, margin) for size, d in zip(shape[-2:], known, strict=True)))

    return region


predict = variation(oracles.equivariance_error, region=region_without(axis=0, sign=-1))
