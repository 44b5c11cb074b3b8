"""Wrong: Counts the non-zero entries of an example matrix whose first weight is itself zero, so the first wei.

appended: toeplitz.py
idea: first-weight-not-counted
"""

import torch.nn.functional as F


def weight_counts(n: int, k: int) -> dict[str, int]:
    example = toeplitz_matrix(torch.arange(float(k)), n)  # all weights different so that I can see them
    return {
        "dense": n * n,
        "locally_connected": int(torch.count_nonzero(example)),
        "convolution": k,
    }
