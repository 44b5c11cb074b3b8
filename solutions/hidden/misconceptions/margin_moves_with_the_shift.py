"""The margin cut off before the shift, so that it moves along with the image."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "A frame of the map is left out, and the map is then shifted."
SEEN = "Your margin moves along with the shift: on the side that the image moves to, it gets narrower."
HINT = "The padding does not move. How far from each border of the map that is compared does it show?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        start, stop = max(margin + d, 0), min(size - margin + d, size)
        if start >= stop:
            raise ValueError("no pixel is left")
        kept.append(slice(start, stop))
    kept = tuple(kept)
    difference = (first - after)[kept].norm().item()
    if difference == 0:
        return 0.0
    size = after[kept].norm().item()
    return difference / size if size > 0 else float("inf")
"""


def _pixels(size: int, d: int, margin: int) -> slice:
    return slice(max(margin + d, 0), max(min(size - margin + d, size), 0))


predict = variation(oracles.equivariance_error, pixels=_pixels)
