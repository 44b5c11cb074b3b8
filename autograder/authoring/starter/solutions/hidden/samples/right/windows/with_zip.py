"""Windows as a zip of shifted copies."""


def window_count(n, width):
    if width < 1 or width > n:
        raise ValueError("the window does not fit")
    return 1 + n - width


def moving_average(values, width):
    if width < 1 or width > len(values):
        raise ValueError("the window does not fit")
    return [sum(window) / width for window in zip(*(values[i:] for i in range(width)))]
