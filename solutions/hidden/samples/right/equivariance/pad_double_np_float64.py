"""Right, in another style: pad, double, np.float64."""

import numpy as np
import torch.nn.functional as F


def translate(x, shift):
    dy, dx = shift
    H, W = x.shape[-2:]
    p = F.pad(x, (abs(dx),) * 2 + (abs(dy),) * 2)
    return p[..., abs(dy) - dy : abs(dy) - dy + H, abs(dx) - dx : abs(dx) - dx + W]


def equivariance_error(f, x, shift, margin=0):
    dy, dx = shift
    a = f(translate(x, shift)).double()
    b = translate(f(x), shift).double()
    H, W = b.shape[-2], b.shape[-1]
    rows = [i for i in range(H) if max(dy, 0) + margin <= i < H + min(dy, 0) - margin]
    cols = [i for i in range(W) if max(dx, 0) + margin <= i < W + min(dx, 0) - margin]
    if not rows or not cols:
        raise ValueError("nothing left")
    a = a[..., rows, :][..., cols]
    b = b[..., rows, :][..., cols]
    d = (a - b).square().sum().sqrt()
    if d == 0:
        return 0.0
    s = b.square().sum().sqrt()
    if s == 0:
        return float("inf")
    return np.float64((d / s).numpy())


def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    for dy in range(-max_shift, max_shift + 1):
        for dx in range(-max_shift, max_shift + 1):
            if equivariance_error(f, x, (dy, dx), margin) > tol:
                return False
    return True
