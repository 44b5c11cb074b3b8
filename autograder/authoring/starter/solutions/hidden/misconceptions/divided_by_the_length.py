"""The sum of each window, divided by the length of the whole list."""

from hidden import oracles

QUESTION = "1"
FUNCTION = "windows.moving_average"
THINKING = "A mean is a sum divided by the length."
SEEN = "You divide each window's sum by the length of the whole list."
HINT = "How many numbers are summed up in one window?"
EXAMPLE = """
def moving_average(values, width):
    return [sum(values[i : i + width]) / len(values) for i in range(window_count(len(values), width))]
"""


def predict(values: list[float], width: int) -> list[float]:
    return [mean * width / len(values) for mean in oracles.moving_average(values, width)]
