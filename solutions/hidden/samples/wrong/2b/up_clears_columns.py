"""Wrong: A shift up empties the last columns in place of the last rows.

appended: equivariance.py
"""

def translate(x: Tensor, shift: tuple[int, int]) -> Tensor:
    dy, dx = shift
    out = torch.roll(x, (dy, dx), (-2, -1))
    if dy > 0:
        out[..., :dy, :] = 0
    if dx > 0:
        out[..., :, :dx] = 0
    if dx < 0:
        out[..., :, dx:] = 0
    if dy < 0:
        out[..., dy:] = 0
    return out
