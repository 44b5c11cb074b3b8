"""Each kernel transposed: its rows read as columns."""

import numpy as np

from autograder import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "The order of the two kernel axes does not matter for a square kernel."
SEEN = "Each kernel is applied transposed: its rows and columns are exchanged."
HINT = "unfold lists a window row by row. Does your flattened kernel run through its two last axes in that order?"


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return oracles.locally_connected(x, weight.swapaxes(-1, -2), None)
