"""A matrix of zeros in the default dtype."""

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "torch.zeros(n, n) is a matrix of zeros; its dtype does not matter."
SEEN = "The numbers were converted on the way."
HINT = "A tensor that you make needs the dtype of the one you were given: torch.zeros(..., dtype=...) or new_zeros."
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    K = torch.zeros(n, n)
    K[:] = right(kernel, n)
    return K
"""
