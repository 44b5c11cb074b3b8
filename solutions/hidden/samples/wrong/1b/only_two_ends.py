"""Wrong: only two ends.

appended: toeplitz.py
idea: one-weight-lost-at-each-end
"""

def weight_counts(n, k):
    c = 0
    for i in range(n):
        for j in range(n):
            if abs(i - j) <= k // 2:
                c += 1
    return dict(dense=n**2, convolution=k, locally_connected=n * k - 2)
