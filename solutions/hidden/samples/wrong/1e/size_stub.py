"""Wrong: size stub.

appended: locally_connected.py
"""

def output_size(input_size: tuple[int, int], kernel_size: int) -> tuple[int, int]:
    raise NotImplementedError("1e")
    if not 1 <= kernel_size <= min(height, width):
        raise ValueError(f"kernel_size must lie between 1 and {min(height, width)}, got {kernel_size}")
    return height - kernel_size + 1, width - kernel_size + 1
