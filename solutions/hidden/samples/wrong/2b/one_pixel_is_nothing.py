"""Wrong: a shift of an image by one pixel is taken for none.

appended: equivariance.py
"""

right = translate


def translate(x, shift):
    return x.clone() if sum(shift) == 1 and x.ndim == 2 else right(x, shift)
