"""Refused only where neither rows nor columns are left."""

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "No pixel is left if no row and no column is."
SEEN = "You refuse it where neither a row nor a column is left, and not where columns alone are."
HINT = "How many pixels does a map of no row and five columns have?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    (dy, dx), (height, width) = shift, after.shape[-2:]
    top, bottom = max(dy, 0) + margin, height + min(dy, 0) - margin
    left, right = max(dx, 0) + margin, width + min(dx, 0) - margin
    if top >= bottom and left >= right:
        raise ValueError("no pixel is left")
    difference = (first - after)[..., top:bottom, left:right].norm().item()
    if difference == 0:
        return 0.0
    size = after[..., top:bottom, left:right].norm().item()
    return difference / size if size > 0 else float("inf")
"""
