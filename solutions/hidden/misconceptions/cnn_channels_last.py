"""The feature map flattened pixel by pixel, the channels of each together."""

import numpy as np

from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "A map is (H, W, C)."
SEEN = "The classifier's input is flattened by pixel first, then by channel."
HINT = "The map has the shape (N, C, H, W), and flatten(1) keeps that order. What moves the channels?"
EXAMPLE = """
class CNN(CNN):
    def forward(self, x):
        return self.classifier(self.features(x).permute(0, 2, 3, 1).flatten(1))
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    (weight1, bias1), (weight2, bias2), last = layers
    y = oracles.relu(oracles.conv2d_same(x, weight1, bias1))
    return oracles.mlp(oracles.relu(oracles.conv2d_same(y, weight2, bias2)).transpose(0, 2, 3, 1), last)
