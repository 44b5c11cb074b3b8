"""Wrong: Relies on an empty slice to notice that no pixel is left.

appended: equivariance.py
idea: end-counted-from-the-back
"""

def equivariance_error(f: Callable[[Tensor], Tensor], x: Tensor, shift: tuple[int, int], margin: int = 0) -> float:
    dy, dx = shift
    out1 = f(translate(x, shift))
    out2 = translate(f(x), shift)
    h, w = out1.shape[-2:]

    def crop(t):
        return t[..., max(dy, 0) + margin : h + min(dy, 0) - margin, max(dx, 0) + margin : w + min(dx, 0) - margin]

    out1, out2 = crop(out1), crop(out2)
    if out1.numel() == 0:
        raise ValueError("no pixels")
    error = (out1 - out2).pow(2).sum().sqrt().item()
    reference = out2.pow(2).sum().sqrt().item()
    if error == 0:
        return 0.0
    return error / reference if reference else float("inf")
