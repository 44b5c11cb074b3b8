"""Wrong: by type.

appended: equivariance.py
idea: decided-without-trying
"""

def is_translation_equivariant(
    f: Callable[[Tensor], Tensor], x: Tensor, max_shift: int = 2, margin: int = 0, tol: float = 1e-4
) -> bool:
    return isinstance(f, torch.nn.Conv2d)
    return all(equivariance_error(f, x, (dy, dx), margin) <= tol for dy in shifts for dx in shifts)
