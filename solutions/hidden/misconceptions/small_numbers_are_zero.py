"""Maps of small numbers called equal, however far apart they are relative to their size."""

QUESTION = "2b"
FUNCTION = "equivariance.equivariance_error"
THINKING = "Floats are never compared with ==, so allclose says whether the difference is zero."
SEEN = "Two maps of small numbers differ, and your error is 0.0: what counts as zero is too large for them."
HINT = "The error is relative: multiplying f by a small number does not change it. Which number decides what is zero?"
EXAMPLE = """
right_error = equivariance_error

def equivariance_error(f, x, shift, margin=0):
    error = right_error(f, x, shift, margin)
    return 0.0 if torch.allclose(f(translate(x, shift)), translate(f(x), shift)) else error
"""
