"""The band that a shift to the left empties among the pixels that count."""

from autograder.grading.ideas import variation
from hidden import oracles
from hidden.misconceptions.band_of_upward_shifts_counted import region_without

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "Three of the four ends are right, and they look alike."
SEEN = "After a shift to the left, the last columns are compared too, though the shift has emptied them."
HINT = "Print the first and the last row and column that you compare, for shifts in all four directions."
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    (dy, dx), (height, width) = shift, after.shape[-2:]
    if max(abs(dy) + 2 * margin - height, abs(dx) + 2 * margin - width) >= 0:
        raise ValueError("no pixel is left")
    rows = slice(max(dy, 0) + margin, height + min(dy, 0) - margin)
    columns = slice(max(dx, 0) + margin, width - margin)
    first, after = first[..., rows, columns], after[..., rows, columns]
    difference, size = (first - after).norm().item(), after.norm().item()
    if difference == 0:
        return 0.0
    return difference / size if size else float("inf")
"""

predict = variation(oracles.equivariance_error, region=region_without(axis=1, sign=-1))
