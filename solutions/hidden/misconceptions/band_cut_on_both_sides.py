"""The shift's band left out on both sides."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "What is left out is the same on all sides."
SEEN = "You leave out |d| pixels on both sides, though a shift takes them on one."
HINT = "A shift down empties the first rows. What happens to the last?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        if max(d, 0) + margin >= size + min(d, 0) - margin:
            raise ValueError("no pixel is left")
        kept.append(slice(abs(d) + margin, size - abs(d) - margin))
    kept = tuple(kept)
    difference = (first - after)[kept].norm().item()
    if difference == 0:
        return 0.0
    size = after[kept].norm().item()
    return difference / size if size > 0 else float("inf")
"""


def _pixels(size: int, d: int, margin: int) -> slice:
    return slice(abs(d) + margin, size - abs(d) - margin)


predict = variation(oracles.equivariance_error, pixels=_pixels)
