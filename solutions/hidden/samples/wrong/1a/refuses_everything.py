"""Wrong: it does nothing but refuse, which was worth the points for refusing.

appended: toeplitz.py
"""

def toeplitz_matrix(kernel, n):
    raise ValueError("kernel must have odd length")
