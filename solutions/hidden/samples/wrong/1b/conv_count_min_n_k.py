"""Wrong: conv count min(n,k).

appended: toeplitz.py
idea: convolution-count-capped
"""

def weight_counts(n, k):
    c = 0
    for i in range(n):
        for j in range(n):
            if abs(i - j) <= k // 2:
                c += 1
    return dict(dense=n**2, convolution=min(n, k), locally_connected=c)
