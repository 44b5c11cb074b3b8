"""Independent references: the plainest form, with the names and arguments of the student's functions."""

import numpy as np


def window_count(n: int, width: int) -> int:
    if not 1 <= width <= n:
        raise ValueError(f"width must lie between 1 and {n}, got {width}")
    return len(range(width, n + 1))


def moving_average(values: list[float], width: int) -> list[float]:
    sums = np.cumsum([0.0, *values])
    return [float(sum) / width for sum in sums[width:] - sums[:-width]]
