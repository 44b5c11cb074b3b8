"""Convolutions without a nonlinearity between them."""

import numpy as np

from hidden import oracles

QUESTION = "2a"
FUNCTION = "models.CNN"
THINKING = "Two convolutions make it deep."
SEEN = "There is no ReLU in it: the whole network is one linear map."
HINT = "Two linear maps in a row are one linear map. What stands between and after the convolutions?"
EXAMPLE = """
class CNN(CNN):
    def __init__(self, input_shape, channels, num_classes):
        super().__init__(input_shape, channels, num_classes)
        self.features = nn.Sequential(self.features[0], self.features[2])
"""


def predict(x: np.ndarray, *layers: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    (weight1, bias1), (weight2, bias2), (weight3, bias3) = layers
    y = oracles.conv2d_same(oracles.conv2d_same(x, weight1, bias1), weight2, bias2)
    return oracles.mlp(y, (weight3, bias3))
