"""No ReLU after the first convolution."""

import numpy as np

from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "One ReLU, at the end of the features, makes them nonlinear."
SEEN = "There is no ReLU behind the first convolution."
HINT = "Two convolutions in a row are one. What stands between them?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = nn.Sequential(self.features[0], *self.features[2:])
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    (weight1, bias1), (weight2, bias2), (weight3, bias3) = layers
    y = oracles.conv2d_same(oracles.conv2d_same(x, weight1, bias1), weight2, bias2)
    return oracles.mlp(np.maximum(y, 0), (weight3, bias3))
