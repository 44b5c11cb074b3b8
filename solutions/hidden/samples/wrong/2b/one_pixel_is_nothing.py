"""Wrong: a shift by one pixel is taken for none.

appended: equivariance.py
"""

right = translate


def translate(x, shift):
    return x.clone() if sum(shift) == 1 else right(x, shift)
