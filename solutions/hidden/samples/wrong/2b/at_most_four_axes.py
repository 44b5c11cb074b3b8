"""Wrong: Images with more than two axes in front are not unpacked.

appended: equivariance.py
"""

def translate(x: Tensor, shift: tuple[int, int]) -> Tensor:
    dy, dx = shift
    original = x.shape
    if x.dim() == 2:
        x = x[None, None]
    elif x.dim() == 3:
        x = x[None]
    n, c, h, w = x.shape
    out = torch.zeros_like(x)
    for i in range(h):
        for j in range(w):
            if 0 <= i - dy < h and 0 <= j - dx < w:
                out[:, :, i, j] = x[:, :, i - dy, j - dx]
    return out.reshape(original)
