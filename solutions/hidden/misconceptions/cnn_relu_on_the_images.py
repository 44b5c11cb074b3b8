"""ReLU on the images, before the CNN's first layer."""

import numpy as np

from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "A ReLU belongs at every layer."
SEEN = "There is a ReLU on the images, before the first layer."
HINT = "Half of a normalised image lies below zero. What is left of that half?"
EXAMPLE = """
class CNN(CNN):
    def forward(self, x):
        return super().forward(x.relu())
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    return oracles.cnn(np.asarray(np.maximum(x, 0)), *layers)
