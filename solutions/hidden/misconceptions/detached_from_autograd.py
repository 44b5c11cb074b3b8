"""The values are right, but copied out of autograd's sight."""

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "item(), tolist(), detach() or torch.tensor(...) give the same numbers."
SEEN = "Somewhere the values leave autograd's sight."
HINT = "item(), tolist(), numpy(), detach(), .data and torch.tensor(...) copy numbers without history. Index instead."
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    return right(torch.tensor(kernel.tolist(), dtype=kernel.dtype) if kernel.ndim == 1 else kernel, n)
"""
