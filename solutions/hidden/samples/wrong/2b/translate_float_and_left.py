"""Wrong: The result is float32 whatever the dtype of x.

appended: equivariance.py
idea: columns-shifted-the-other-way
"""

def translate(x: Tensor, shift: tuple[int, int]) -> Tensor:
    dy, dx = shift
    dx = -dx
    H, W = x.shape[-2:]
    result = torch.zeros(x.shape)
    for i in range(H):
        for j in range(W):
            if 0 <= i - dy < H and 0 <= j - dx < W:
                result[..., i, j] = x[..., i - dy, j - dx]
    return result
