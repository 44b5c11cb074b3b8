"""Wrong: tol zero.

appended: equivariance.py
idea: tolerance-ignored
"""

def is_translation_equivariant(
    f: Callable[[Tensor], Tensor], x: Tensor, max_shift: int = 2, margin: int = 0, tol: float = 1e-4
) -> bool:
    shifts = range(-max_shift, max_shift + 1)
    return all(equivariance_error(f, x, (dy, dx), margin) == 0 for dy in shifts for dx in shifts)
