"""Wrong: steps of one pixel make up all shifts, so only they are tried.

appended: equivariance.py
idea: not-every-shift
"""

def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    steps = [(1, 0), (-1, 0), (0, 1), (0, -1)] if max_shift else [(0, 0)]
    return all(equivariance_error(f, x, step, margin) <= tol for step in steps)
