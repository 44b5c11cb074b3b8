"""Wrong: axes apart.

appended: equivariance.py
idea: one-axis-at-a-time
"""

def is_translation_equivariant(
    f: Callable[[Tensor], Tensor], x: Tensor, max_shift: int = 2, margin: int = 0, tol: float = 1e-4
) -> bool:
    shifts = range(-max_shift, max_shift + 1)
    return all(
        equivariance_error(f, x, (d, 0), margin) <= tol and equivariance_error(f, x, (0, d), margin) <= tol
        for d in shifts
    )
