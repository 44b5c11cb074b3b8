"""moving_average takes any width.

file: windows.py
"""


def window_count(n, width):
    if not 1 <= width <= n:
        raise ValueError("the window does not fit")
    return n - width + 1


def moving_average(values, width):
    width = min(max(width, 1), len(values))
    return [sum(values[i : i + width]) / width for i in range(len(values) - width + 1)]
