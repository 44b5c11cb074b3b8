"""Wrong: a shift that leaves no pixel counts as one that commutes.

appended: equivariance.py
"""

def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    for dy in range(-max_shift, max_shift + 1):
        for dx in range(-max_shift, max_shift + 1):
            try:
                if equivariance_error(f, x, (dy, dx), margin) > tol:
                    return False
            except ValueError:
                continue
    return True
