"""Negative numbers count as positive ones.

file: windows.py
"""


def window_count(n, width):
    if not 1 <= width <= n:
        raise ValueError("the window does not fit")
    return n - width + 1


def moving_average(values, width):
    count = window_count(len(values), width)
    return [sum(abs(value) for value in values[i : i + width]) / width for i in range(count)]
