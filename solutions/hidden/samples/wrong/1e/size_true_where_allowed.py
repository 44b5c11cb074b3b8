"""Wrong: it says which kernels are allowed, and counts nothing.

appended: locally_connected.py
"""

def output_size(input_size, kernel_size):
    if not 1 <= kernel_size <= min(input_size):
        raise ValueError("not allowed")
    return True
