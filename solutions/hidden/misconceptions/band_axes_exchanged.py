"""dy cut off along the width, and dx along the height."""

from typing import Any

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.oracles import region as right_region

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The last axis is the first of the shift."
SEEN = "The shift's band is left out along the wrong axes: dy along the width, and dx along the height."
HINT = "Which of the last two axes does dy move the image along?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    shift = shift[::-1]
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        if max(d, 0) + margin >= size + min(d, 0) - margin:
            raise ValueError("no pixel is left")
        kept.append(slice(max(d, 0) + margin, size + min(d, 0) - margin))
    kept = tuple(kept)
    difference = (first - after)[kept].norm().item()
    if difference == 0:
        return 0.0
    size = after[kept].norm().item()
    return difference / size if size > 0 else float("inf")
"""


def _region(shape: tuple[int, ...], shift: tuple[int, int], margin: int) -> tuple[Any, ...]:
    return right_region(shape, (shift[1], shift[0]), margin)


predict = variation(oracles.equivariance_error, region=_region)
