"""No error for a kernel without a centre."""

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "Nobody will pass an even kernel."
SEEN = "That the length is odd goes unchecked."
HINT = "Check the arguments first, before any computing, and name the rule and the value in the message."
EXAMPLE = """
right = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    return right(kernel.reshape(-1)[: (kernel.numel() - 1) // 2 * 2 + 1], n)
"""
