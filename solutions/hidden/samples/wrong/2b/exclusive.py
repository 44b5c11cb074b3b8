"""Wrong: exclusive.

appended: equivariance.py
idea: largest-shift-left-out
"""

def is_translation_equivariant(
    f: Callable[[Tensor], Tensor], x: Tensor, max_shift: int = 2, margin: int = 0, tol: float = 1e-4
) -> bool:
    shifts = range(-max_shift, max_shift)
    return all(equivariance_error(f, x, (dy, dx), margin) <= tol for dy in shifts for dx in shifts)
