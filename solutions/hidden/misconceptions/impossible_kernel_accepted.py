"""A size for a kernel that does not fit."""

QUESTION = "1e"
FUNCTION = "locally_connected.output_size"
THINKING = "A formula needs no check."
SEEN = "The check of the kernel's size is missing, or lets some through."
HINT = "A size below one is no size. Which kernels fit into the shorter side of the image at all?"
EXAMPLE = """
def output_size(input_size, kernel_size):
    return input_size[0] - kernel_size + 1, input_size[1] - kernel_size + 1
"""
