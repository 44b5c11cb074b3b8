"""The larger of shift and margin left out, instead of both."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "The margin covers the shift's band."
SEEN = "You leave out the shift's band or the margin, whichever is larger."
HINT = "Padding shows within `margin` pixels of where the shifted map ends. Where is that, after the shift?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        if max(d, 0) + margin >= size + min(d, 0) - margin:
            raise ValueError("no pixel is left")
        kept.append(slice(max(d, margin), size + min(d, -margin)))
    kept = tuple(kept)
    difference = (first - after)[kept].norm().item()
    if difference == 0:
        return 0.0
    size = after[kept].norm().item()
    return difference / size if size > 0 else float("inf")
"""


def _pixels(size: int, d: int, margin: int) -> slice:
    return slice(max(d, margin), size + min(d, -margin))


predict = variation(oracles.equivariance_error, pixels=_pixels)
