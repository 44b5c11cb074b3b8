"""Wrong: allclose decides what is zero, and maps of small numbers are called equal.

appended: equivariance.py
idea: small-numbers-are-zero
"""

def equivariance_error(f: Callable[[Tensor], Tensor], x: Tensor, shift: tuple[int, int], margin: int = 0) -> float:
    dy, dx = shift
    a, b = f(translate(x, shift)), translate(f(x), shift)
    h, w = a.shape[-2:]
    r0, r1 = max(dy, 0) + margin, h + min(dy, 0) - margin
    c0, c1 = max(dx, 0) + margin, w + min(dx, 0) - margin
    if r0 >= r1 or c0 >= c1:
        raise ValueError(f"no pixel left with shift {shift} and margin {margin}")
    a, b = a[..., r0:r1, c0:c1], b[..., r0:r1, c0:c1]
    if torch.allclose(a, b):  # never compare floats with ==
        return 0.0
    if torch.allclose(b, torch.zeros_like(b)):
        return float("inf")
    return float((a - b).norm() / b.norm())
