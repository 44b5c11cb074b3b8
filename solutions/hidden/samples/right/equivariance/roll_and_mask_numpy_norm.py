"""Right, in another style: roll and mask, numpy norm."""

import math

import numpy as np
import torch


def translate(x, shift):
    dy, dx = shift
    H, W = x.shape[-2:]
    y = torch.roll(x, (dy, dx), (-2, -1))
    i = torch.arange(H)[:, None]
    j = torch.arange(W)[None]
    m = (i - dy >= 0) & (i - dy < H) & (j - dx >= 0) & (j - dx < W)
    return y * m


def equivariance_error(f, x, shift, margin=0):
    a, b = f(translate(x, shift)), translate(f(x), shift)
    H, W = b.shape[-2:]
    dy, dx = shift
    r = slice(max(dy, 0) + margin, max(0, H + min(dy, 0) - margin))
    c = slice(max(dx, 0) + margin, max(0, W + min(dx, 0) - margin))
    a, b = a[..., r, c].detach().numpy(), b[..., r, c].detach().numpy()
    if a.size == 0:
        raise ValueError("nothing left")
    d = np.linalg.norm(a - b)
    s = np.linalg.norm(b)
    if d == 0:
        return 0.0
    return float(d / s) if s else math.inf


def is_translation_equivariant(f, x, max_shift=2, margin=0, tol=1e-4):
    for dy in range(-max_shift, max_shift + 1):
        for dx in range(-max_shift, max_shift + 1):
            if equivariance_error(f, x, (dy, dx), margin) > tol:
                return False
    return True
