"""Wrong: it does nothing but refuse, which was worth the points for refusing.

appended: toeplitz.py
"""

def locally_connected_matrix(kernels):
    raise ValueError("not allowed")
