"""Wrong: size zero.

appended: locally_connected.py
idea: impossible-kernel-accepted
"""

def output_size(input_size: tuple[int, int], kernel_size: int) -> tuple[int, int]:
    height, width = input_size
    if kernel_size > min(height, width):
        raise ValueError(f"kernel_size must lie between 1 and {min(height, width)}, got {kernel_size}")
    return height - kernel_size + 1, width - kernel_size + 1
