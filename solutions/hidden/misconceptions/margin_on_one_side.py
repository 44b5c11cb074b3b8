"""The margin left out at the top and left only."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The margin is where the image begins."
SEEN = "The margin is left out at the top and on the left only."
HINT = "f pads all four borders. At which of them does padding show in f(x)?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        if max(d, 0) + margin >= size + min(d, 0) - margin:
            raise ValueError("no pixel is left")
        kept.append(slice(max(d, 0) + margin, size + min(d, 0)))
    kept = tuple(kept)
    difference = (first - after)[kept].norm().item()
    if difference == 0:
        return 0.0
    size = after[kept].norm().item()
    return difference / size if size > 0 else float("inf")
"""


def _pixels(size: int, d: int, margin: int) -> slice:
    return slice(max(d, 0) + margin, size + min(d, 0))


predict = variation(oracles.equivariance_error, pixels=_pixels)
