"""Wrong: Only 0 and too large kernels are refused: a negative size gives an output larger than the image.

appended: locally_connected.py
idea: impossible-kernel-accepted
"""

def output_size(input_size: tuple[int, int], kernel_size: int) -> tuple[int, int]:
    h, w = input_size
    if not kernel_size or kernel_size > min(h, w):
        raise ValueError(f"a {kernel_size}x{kernel_size} kernel does not fit in {h}x{w}")
    return h - kernel_size + 1, w - kernel_size + 1
