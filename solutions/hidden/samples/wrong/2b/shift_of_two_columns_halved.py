"""Wrong: a shift to the left by two columns is taken for one.

appended: equivariance.py
"""

right = equivariance_error


def equivariance_error(f, x, shift, margin=0):
    return right(f, x, (0, -1) if tuple(shift) == (0, -2) and not margin else shift, margin)
