"""The last window is not counted.

file: windows.py
"""


def window_count(n, width):
    if not 1 <= width <= n:
        raise ValueError("the window does not fit")
    return n - width


def moving_average(values, width):
    if not 1 <= width <= len(values):
        raise ValueError("the window does not fit")
    return [sum(values[i : i + width]) / width for i in range(len(values) - width + 1)]
