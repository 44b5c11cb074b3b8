"""Wrong: key.

appended: toeplitz.py
"""

def weight_counts(n, k):
    c = 0
    for i in range(n):
        for j in range(n):
            if abs(i - j) <= k // 2:
                c += 1
    return dict(dense=n**2, convolution=k, local=c)
