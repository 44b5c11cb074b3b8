"""Wrong: dense 2n.

appended: toeplitz.py
idea: dense-between-windows
"""

def weight_counts(n, k):
    c = 0
    for i in range(n):
        for j in range(n):
            if abs(i - j) <= k // 2:
                c += 1
    return dict(dense=n * k, convolution=k, locally_connected=c)
