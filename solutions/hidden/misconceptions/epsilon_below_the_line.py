"""A small number added to the norm that is divided by."""

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "Nothing may be divided by zero."
SEEN = "Where T f(x) alone is zero, your error is finite and huge: something small stands below the line."
HINT = "The docstring says what the error is where there is nothing to divide by. Which case asks for which number?"
EXAMPLE = """
def equivariance_error(f, x, shift, margin=0):
    first, after = f(translate(x, shift)), translate(f(x), shift)
    kept = [...]
    for d, size in zip(shift, after.shape[-2:]):
        start, stop = max(d, 0) + margin, size + min(d, 0) - margin
        if start >= stop:
            raise ValueError("no pixel is left")
        kept.append(slice(start, stop))
    kept = tuple(kept)
    return ((first - after)[kept].norm() / (after[kept].norm() + 1e-12)).item()
"""
