"""A mistake costs its points once: what a function needs of another of the student's, and what stands in for that."""

from hidden import oracles

STAND_INS = {"windows.window_count": oracles.window_count}
NEEDS = {"windows.moving_average": ("windows.window_count",)}
