"""Cut first, and then looked whether anything is left: a negative end counts from the back."""

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "A slice that has no pixel is empty."
SEEN = "The pixels should end before the first one; your slice counts such an end from the back, and keeps some."
HINT = "What is torch.arange(5)[3:-1]? Compare the first and the last place before you cut."
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = (
        ...,
        *(slice(max(d, 0) + margin, size + min(d, 0) - margin) for d, size in zip(shift, after.shape[-2:])),
    )
    if after[kept].numel() == 0:
        raise ValueError("no pixel is left")
    difference = (first - after)[kept].norm().item()
    if difference == 0:
        return 0.0
    size = after[kept].norm().item()
    return difference / size if size > 0 else float("inf")
"""
