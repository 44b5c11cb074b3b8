"""The first image of the batch processed, and its output repeated."""

import numpy as np

from hidden import oracles

QUESTION = "1d"
FUNCTION = "locally_connected.LocallyConnected2d"
THINKING = "A layer is written for one image; the batch comes by itself."
SEEN = "Every image of a batch gets the output of the first."
HINT = "Which index of x runs over the batch, and where does your forward drop it?"
EXAMPLE = """
class LocallyConnected2d(LocallyConnected2d):
    def forward(self, x):
        return super().forward(x)[:1].expand(len(x), -1, -1, -1)
"""


def predict(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    first = oracles.locally_connected(x[:1], weight)
    return np.broadcast_to(first, (len(x), *first.shape[1:]))
