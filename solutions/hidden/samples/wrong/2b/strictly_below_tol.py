"""Wrong: The error must be strictly below tol, so with tol = 0 even an exact map is refused (an error of just.

appended: equivariance.py
"""

def is_translation_equivariant(
    f: Callable[[Tensor], Tensor], x: Tensor, max_shift: int = 2, margin: int = 0, tol: float = 1e-4
) -> bool:
    worst = 0.0
    for dy in range(-max_shift, max_shift + 1):
        for dx in range(-max_shift, max_shift + 1):
            worst = max(worst, equivariance_error(f, x, (dy, dx), margin))
    return worst < tol
