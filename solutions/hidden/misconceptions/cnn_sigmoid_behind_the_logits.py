"""Sigmoid behind the CNN's last layer."""

import numpy as np

from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "A classifier's outputs lie between 0 and 1."
SEEN = "All outputs lie between 0 and 1: there is a sigmoid behind the last layer."
HINT = "cross_entropy takes logits. What does a sigmoid do to their differences?"
EXAMPLE = """
class CNN(CNN):
    def forward(self, x):
        return super().forward(x).sigmoid()
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-oracles.cnn(x, *layers))))
