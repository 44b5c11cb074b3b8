"""Wrong: max_shift ignored.

appended: equivariance.py
idea: largest-shift-ignored
"""

def is_translation_equivariant(
    f: Callable[[Tensor], Tensor], x: Tensor, max_shift: int = 2, margin: int = 0, tol: float = 1e-4
) -> bool:
    shifts = range(-2, 3)
    return all(equivariance_error(f, x, (dy, dx), margin) <= tol for dy in shifts for dx in shifts)
