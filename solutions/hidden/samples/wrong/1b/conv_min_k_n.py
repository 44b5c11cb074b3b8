"""Wrong: The convolution's weights are capped at n, although there are always k.

appended: toeplitz.py
idea: convolution-count-capped
"""

def weight_counts(n: int, k: int) -> dict[str, int]:
    import numpy as np

    i, j = np.indices((n, n))
    local = int((abs(i - j) <= k // 2).sum())
    return {"dense": n * n, "locally_connected": local, "convolution": min(k, n)}
