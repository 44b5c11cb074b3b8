"""Public checks of windows.py: run `python -m pytest tests/files`."""

import windows


def test_five_numbers_have_three_windows_of_three():
    assert windows.window_count(5, 3) == 3


def test_the_mean_of_each_pair():
    assert windows.moving_average([1.0, 3.0, 5.0], 2) == [2.0, 4.0]
