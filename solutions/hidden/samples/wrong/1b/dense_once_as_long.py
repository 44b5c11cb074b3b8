"""Wrong: once the window is as long as the input, every output sees all of it.

appended: toeplitz.py
"""

exact_counts = weight_counts


def weight_counts(n, k):
    counts = exact_counts(n, k)
    return counts if k < n else {**counts, "locally_connected": n * n}
