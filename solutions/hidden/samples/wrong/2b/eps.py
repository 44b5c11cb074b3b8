"""Wrong: eps.

appended: equivariance.py
idea: epsilon-below-the-line
"""

def equivariance_error(f: Callable[[Tensor], Tensor], x: Tensor, shift: tuple[int, int], margin: int = 0) -> float:
    with torch.no_grad():
        shifted_first, shifted_after = f(translate(x, shift)), translate(f(x), shift)
    inside = []
    for d, size in zip(shift, shifted_after.shape[-2:], strict=True):
        first, last = max(d, 0) + margin, size + min(d, 0) - margin
        if first >= last:
            raise ValueError(f"no pixel is left: shift {tuple(shift)} and margin {margin} leave none of {size}")
        inside.append(slice(first, last))
    kept = (..., *inside)
    difference = (shifted_first[kept] - shifted_after[kept]).norm().item()
    if difference == 0:
        return 0.0
    size = shifted_after[kept].norm().item()
    return difference / (size + 1e-8)
