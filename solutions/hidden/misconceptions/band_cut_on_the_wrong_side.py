"""The shift's band cut off on the other side."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "A shift down loses the last rows."
SEEN = "You leave out the band on the wrong side: of T f(x), the pixels that are gone still count."
HINT = "After a shift down, which rows of T f(x) are empty: the first or the last?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        if max(d, 0) + margin >= size + min(d, 0) - margin:
            raise ValueError("no pixel is left")
        kept.append(slice(max(-d, 0) + margin, size + min(-d, 0) - margin))
    kept = tuple(kept)
    difference = (first - after)[kept].norm().item()
    if difference == 0:
        return 0.0
    size = after[kept].norm().item()
    return difference / size if size > 0 else float("inf")
"""


def _pixels(size: int, d: int, margin: int) -> slice:
    return slice(max(-d, 0) + margin, size + min(-d, 0) - margin)


predict = variation(oracles.equivariance_error, pixels=_pixels)
