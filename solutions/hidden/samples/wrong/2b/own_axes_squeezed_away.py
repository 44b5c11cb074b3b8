"""Wrong: axes of length one that the image has itself are taken away with those that were added.

appended: equivariance.py
"""

any_axes = translate


def translate(x, shift):
    return any_axes(x, shift) if x.ndim > 3 else any_axes(x[None], shift).squeeze()
