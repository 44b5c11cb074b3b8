"""Wrong: a kernel fits where the image has as many pixels.

appended: locally_connected.py
idea: impossible-kernel-accepted
"""

def output_size(input_size, kernel_size):
    height, width = input_size
    if kernel_size < 1 or kernel_size**2 > height * width or kernel_size > max(height, width):
        raise ValueError("it does not fit")
    return height - kernel_size + 1, width - kernel_size + 1
