"""Right, in another style: loops, returns 0 int."""

import torch


def translate(x, shift):
    out = torch.zeros(x.shape, dtype=x.dtype)
    H, W = x.shape[-2:]
    for i in range(H):
        for j in range(W):
            a, b = i - shift[0], j - shift[1]
            if 0 <= a < H and 0 <= b < W:
                out[..., i, j] = x[..., a, b]
    return out


def equivariance_error(f, x, shift, margin=0):
    dy, dx = shift
    left, right = f(translate(x, shift)), translate(f(x), shift)
    H, W = x.shape[-2:]
    top, bottom = max(dy, 0) + margin, H + min(dy, 0) - margin
    l, r = max(dx, 0) + margin, W + min(dx, 0) - margin
    if top >= bottom or l >= r:
        raise ValueError("no pixels")
    n = torch.norm((left - right)[..., top:bottom, l:r])
    d = torch.norm(right[..., top:bottom, l:r])
    if n == 0:
        return 0
    if d == 0:
        return float("inf")
    return (n / d).item()


def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    worst = max(
        equivariance_error(f, x, (dy, dx), margin)
        for dy in range(-max_shift, max_shift + 1)
        for dx in range(-max_shift, max_shift + 1)
    )
    return worst <= tol
