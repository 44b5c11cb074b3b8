"""Wrong: Off by one.

appended: toeplitz.py
idea: windows-one-short
"""

def weight_counts(n: int, k: int) -> dict[str, int]:
    # TODO(1b): count the weights of each kind; mind the windows at the two ends (about 3 lines).
    total = 0
    for i in range(n):
        first = max(i - k // 2, 0)
        last = min(i + k // 2, n - 1)
        total += last - first
    return {"dense": n * n, "locally_connected": total, "convolution": k}
