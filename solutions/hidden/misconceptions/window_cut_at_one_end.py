"""A window that hangs over both ends cut as if it hung over one."""

from autograder.grading.ideas import variation
from hidden import oracles

QUESTION = "1a"
FUNCTION = "toeplitz.toeplitz_matrix"
THINKING = "A window hangs over at the left, or at the right."
SEEN = "A window that hangs over both ends is cut at one of them only, so its weights stand at the wrong places."
HINT = "Take seven weights and four samples. How much of the second row's window hangs over each end?"
EXAMPLE = """
right_matrix = toeplitz_matrix

def toeplitz_matrix(kernel, n):
    right_matrix(kernel, n)
    half, rows = len(kernel) // 2, []
    for i in range(n):
        start, stop = max(i - half, 0), min(i + half + 1, n)
        kept = kernel[len(kernel) - (stop - start) :] if i < half else kernel[: stop - start]
        rows.append(torch.cat([kernel.new_zeros(start), kept, kernel.new_zeros(n - stop)]))
    return torch.stack(rows)
"""


def column_of(i: int, t: int, n: int, k: int) -> int | None:
    cut = k - min(i + k // 2 + 1, n) if i < k // 2 else k // 2 - i
    column = t - cut
    return column if 0 <= column < n else None


predict = variation(oracles.toeplitz_matrix, column_of=column_of)
