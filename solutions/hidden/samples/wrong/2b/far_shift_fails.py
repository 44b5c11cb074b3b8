"""Wrong: far shift fails.

appended: equivariance.py
"""

def translate(x: Tensor, shift: tuple[int, int]) -> Tensor:
    dy, dx = shift
    height, width = x.shape[-2:]
    result = torch.zeros_like(x)
    if True:
        target = (..., *(slice(max(d, 0), size + min(d, 0)) for d, size in [(dy, height), (dx, width)]))
        source = (..., *(slice(max(-d, 0), size + min(-d, 0)) for d, size in [(dy, height), (dx, width)]))
        result[target] = x[source]
    return result
